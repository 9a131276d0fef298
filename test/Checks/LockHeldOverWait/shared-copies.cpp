// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// The end of a shared_ptr that only copies one which is still there.
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

class Worker : public std::enable_shared_from_this<Worker> {
  std::thread thread;
  std::mutex self_lock;

public:
  int id = 1;
  ~Worker() { thread.join(); }
  std::shared_ptr<Worker> self() { return std::static_pointer_cast<Worker>(shared_from_this()); }
  void of_oneself_ok() {
    std::lock_guard l(self_lock);
    auto s = self();
    id = s->id + 1;
  }
};
struct Session {
  std::shared_ptr<Worker> kept;
  explicit Session(std::shared_ptr<Worker> w) : kept(w) {}
};
class User {
  std::mutex m;
  std::shared_ptr<Worker> worker;
  std::map<int, std::shared_ptr<Worker>> all;
  Session *session = nullptr;
  std::shared_ptr<Worker> get() const { return worker; }

public:
  int temporary_ok() {
    std::lock_guard l(m);
    return get()->id;
  }
  void handed_over_ok() {
    std::lock_guard l(m);
    session = new Session(worker);
  }
  std::shared_ptr<Worker> null_before_ok(int key) {
    std::shared_ptr<Worker> found = nullptr;
    std::lock_guard l(m);
    auto it = all.find(key);
    if (it == all.end()) {
      found = std::make_shared<Worker>();
      all.emplace(key, found);
    } else {
      found = it->second;
    }
    return found;
  }
  void replaced_bad() {
    std::lock_guard l(m);
    worker = std::make_shared<Worker>(); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  void last_bad(int key) {
    std::lock_guard l(m);
    auto it = all.find(key);
    if (it == all.end())
      return;
    auto last = it->second; // CHECK: :[[@LINE]]:{{.*}}warning:
    all.erase(it);
  }
  void emptied_bad() {
    std::lock_guard l(m);
    std::shared_ptr<Worker> fresh = std::make_shared<Worker>();
    fresh = nullptr; // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  void extracted_bad(int key) {
    std::lock_guard l(m);
    auto node = all.extract(key); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  void extracted_ok(int key) {
    decltype(all)::node_type node;
    std::lock_guard l(m);
    node = all.extract(key);
  }
};

// What is taken out by its value has another owner: who names it.
class Named {
  std::mutex m;
  std::list<std::shared_ptr<Worker>> queue;
  std::set<std::shared_ptr<Worker>> idle;
  std::shared_ptr<Worker> chief;

public:
  void drop_ok(const std::shared_ptr<Worker> &one) {
    std::lock_guard l(m);
    queue.remove(one);
  }
  void dropMember_ok() {
    std::lock_guard l(m);
    idle.erase(chief);
  }
  void dropFirst_bad() {
    std::lock_guard l(m);
    idle.erase(idle.begin()); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  void dropSome_bad(int id) {
    std::lock_guard l(m);
    queue.remove_if([id](auto &w) { return w->id == id; }); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  void dropFront_bad() {
    std::lock_guard l(m);
    queue.remove(queue.front()); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
};

// A method's own reference to its object is not the last one, nor is one of which a
// container has a copy.
struct Runner : std::enable_shared_from_this<Runner> {
  std::thread thread;
  std::unique_ptr<int> result;
  static void run(std::shared_ptr<Runner> self) { self->result.reset(); }
  void start() {
    std::shared_ptr<Runner> self = shared_from_this();
    result = std::make_unique<int>(1);
    thread = std::thread(run, self);
  }
  void startAlone() {
    std::shared_ptr<Runner> self = std::make_shared<Runner>();
    result = std::make_unique<int>(1);
  }
  ~Runner() { thread.join(); }
};
class Runners {
  std::mutex m;
  std::map<int, std::shared_ptr<Runner>> all;
  int count = 0;

public:
  void start_ok(Runner &r) {
    std::lock_guard l(m);
    r.start();
  }
  void startAlone_bad(Runner &r) {
    std::lock_guard l(m);
    r.startAlone(); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held
  }
  void add_ok(int id) {
    std::lock_guard l(m);
    std::shared_ptr<Runner> made = std::make_shared<Runner>();
    all.insert(std::pair<const int, std::shared_ptr<Runner>>(id, made));
    ++count;
  }
  int counted_ok() {
    std::lock_guard l(m);
    return count;
  }
};

// A bundle of options has the worker with others; whoever has such options ends a
// copy of them.
struct Options {
  std::shared_ptr<Worker> helper;
  int level = 0;
};
struct Job {
  Options with;
  explicit Job(const Options &o) : with(o) {}
};
class Engine {
  std::mutex m;
  Options options;
  int done = 0;

public:
  void work_ok() {
    std::lock_guard l(m);
    auto job = std::make_unique<Job>(options);
    done += job->with.level;
  }
};
class Stranger {
  std::mutex m;
  int done = 0;

public:
  void work_bad(std::unique_ptr<Job> job) {
    std::lock_guard l(m);
    done += job->with.level;
    job.reset(); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held
  }
};
