// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: FileCheck %s --check-prefix=CHAIN < %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What a lambda has captured ends with the std::function that it was put into.
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <queue>
#include <thread>
#include <utility>
#include <vector>

struct Worker {
  std::thread t;
  ~Worker() {
    if (t.joinable())
      t.join();
  }
};
using Guard = std::lock_guard<std::mutex>;

struct Slot {
  std::mutex m;
  std::function<void()> f;
  void drop_bad() {
    Guard l(m);
    f = nullptr; // CHECK: :[[@LINE]]:{{.*}}'m' is held while 'Slot::drop_bad' waits for a thread
    // CHAIN: note: the lambda in 'useSlot' ends, and with it what it has captured, which runs 'std::shared_ptr<Worker>::~shared_ptr'
  }
  void replace_bad(std::function<void()> next) {
    Guard l(m);
    f = std::move(next); // CHECK: :[[@LINE]]:{{.*}}'m' is held while 'Slot::replace_bad' waits
  }
};
void useSlot(Slot &s) {
  auto w = std::make_shared<Worker>();
  s.replace_bad([w] { (void)w; });
  s.drop_bad();
}

struct Queue {
  std::mutex m;
  std::queue<std::function<void()>> all;
  void add(std::function<void()> f) {
    Guard l(m);
    all.push(std::move(f));
  }
  void run_bad() {
    std::unique_lock<std::mutex> l(m);
    std::function<void()> f = std::move(all.front()); // CHECK: :[[@LINE]]:{{.*}}'m' is held while 'Queue::run_bad' waits
    all.pop();
    l.unlock();
    f();
    l.lock();
  }
};
void useQueue(Queue &q) {
  auto w = std::make_shared<Worker>();
  q.add([w] { (void)w; });
}

struct ByKey {
  std::mutex m;
  std::map<int, std::function<void()>> all;
  void add_bad(int k, std::function<void()> f) {
    Guard l(m);
    all[k] = std::move(f); // CHECK: :[[@LINE]]:{{.*}}'m' is held while 'ByKey::add_bad' waits
  }
  void erase_bad(int k) {
    Guard l(m);
    all.erase(k); // CHECK: :[[@LINE]]:{{.*}}'m' is held while 'ByKey::erase_bad' waits
  }
  void clear_bad() {
    Guard l(m);
    all.clear(); // CHECK: :[[@LINE]]:{{.*}}'m' is held while 'ByKey::clear_bad' waits
  }
};
void useByKey(ByKey &b) {
  auto w = std::make_shared<Worker>();
  b.add_bad(1, [w] { (void)w; });
}

struct Task {
  int id;
  std::function<void()> f;
};
struct Tasks {
  std::mutex m;
  std::vector<Task> all;
  template <class F> void add(int id, F &&f) {
    Task t;
    t.id = id;
    t.f = std::forward<F>(f);
    Guard l(m);
    all.push_back(std::move(t));
  }
  void cancel_bad() {
    Guard l(m);
    all.clear(); // CHECK: :[[@LINE]]:{{.*}}'m' is held while 'Tasks::cancel_bad' waits
  }
};
void useTasks(Tasks &t) {
  auto w = std::make_shared<Worker>();
  t.add(1, [w] { (void)w; });
}

struct Pointers {
  std::mutex m;
  std::vector<std::unique_ptr<Task>> all;
  void add(int id, std::function<void()> f) {
    Guard l(m);
    all.push_back(std::make_unique<Task>(Task{id, std::move(f)}));
  }
  void cancel_bad() {
    Guard l(m);
    all.pop_back(); // CHECK: :[[@LINE]]:{{.*}}'m' is held while 'Pointers::cancel_bad' waits
  }
};
void usePointers(Pointers &p) {
  p.add(1, [w = std::make_shared<Worker>()] { (void)w; });
}

// Ends where the lock is not held.
struct SlotOk {
  std::mutex m;
  std::function<void()> f;
  void set1_ok(std::function<void()> next) {
    std::function<void()> old;
    {
      Guard l(m);
      old = std::move(f);
      f = std::move(next);
    }
  }
  void set2_ok(std::function<void()> next) {
    Guard l(m);
    f.swap(next);
  }
  void set3_ok(std::function<void()> next) {
    Guard l(m);
    std::swap(f, next);
  }
  void set4_ok(std::function<void()> next) {
    auto old = [&] {
      Guard l(m);
      return std::exchange(f, std::move(next));
    }();
  }
  void once_ok(std::function<void()> next) {
    Guard l(m);
    if (!f)
      f = std::move(next);
  }
  void drop1_ok() {
    std::function<void()> old;
    {
      Guard l(m);
      old = std::move(f);
      f = nullptr;
    }
  }
  void drop2_ok() {
    std::function<void()> old;
    {
      Guard l(m);
      std::swap(old, f);
    }
  }
  void copy_ok() {
    std::function<void()> copy;
    {
      Guard l(m);
      copy = f;
    }
    copy();
    Guard l(m);
    copy = nullptr; // `f` has them, too
  }
};
void useSlotOk(SlotOk &s) {
  auto w = std::make_shared<Worker>();
  s.set1_ok([w] { (void)w; });
  s.set2_ok([w] { (void)w; });
  s.set3_ok([w] { (void)w; });
  s.set4_ok([w] { (void)w; });
  s.once_ok([w] { (void)w; });
}

// What is captured does not end with the lambda.
struct SlotOfOthersOk {
  std::mutex m;
  std::function<void()> f;
  void set_ok(std::function<void()> next) {
    Guard l(m);
    f = std::move(next);
  }
};
void useSlotOfOthers(SlotOfOthersOk &s) {
  auto w = std::make_shared<Worker>();
  std::weak_ptr<Worker> weak = w;
  Worker *raw = w.get();
  s.set_ok([weak] { (void)weak; });
  s.set_ok([&w] { (void)w; });
  s.set_ok([raw] { (void)raw; });
}

struct QueueOk {
  std::mutex m;
  std::queue<std::function<void()>> all;
  void add(std::function<void()> f) {
    Guard l(m);
    all.push(std::move(f));
  }
  void run1_ok() {
    std::unique_lock<std::mutex> l(m);
    std::function<void()> f = std::move(all.front());
    all.pop();
    l.unlock();
    f();
    f = nullptr;
    l.lock();
  }
  void run2_ok() {
    while (true) {
      std::function<void()> f;
      {
        Guard l(m);
        if (all.empty())
          return;
        f = std::move(all.front());
        all.pop();
      }
      f();
    }
  }
  void clear1_ok() {
    std::queue<std::function<void()>> old;
    {
      Guard l(m);
      old.swap(all);
    }
  }
  void clear2_ok() {
    std::queue<std::function<void()>> old;
    {
      Guard l(m);
      old = std::move(all);
      all = {};
    }
  }
};
void useQueueOk(QueueOk &q) {
  auto w = std::make_shared<Worker>();
  q.add([w] { (void)w; });
}

struct ByKeyOk {
  std::mutex m;
  std::map<int, std::function<void()>> all;
  void add_ok(int k, std::function<void()> f) {
    Guard l(m);
    all.emplace(k, std::move(f));
  }
  void erase_ok(int k) {
    decltype(all)::node_type old;
    {
      Guard l(m);
      old = all.extract(k);
    }
  }
};
void useByKeyOk(ByKeyOk &b) {
  auto w = std::make_shared<Worker>();
  b.add_ok(1, [w] { (void)w; });
}

// The same of owners.
struct OwnersOk {
  std::mutex m;
  std::queue<std::unique_ptr<Worker>> all;
  void clear_ok() {
    std::queue<std::unique_ptr<Worker>> old;
    {
      Guard l(m);
      old = std::move(all);
      all = {};
    }
  }
  void clear_bad() {
    Guard l(m);
    all = {}; // CHECK: :[[@LINE]]:{{.*}}'m' is held while 'OwnersOk::clear_bad' waits
  }
};

// The same, and what ends comes back for the lock.
class Tokens {
  std::mutex m;
  std::function<void()> f;
  int ended = 0;
  struct Token {
    Tokens &s;
    ~Token() { s.end(); }
  };

public:
  void end() {
    std::lock_guard l(m);
    ++ended;
  }
  void set_bad() {
    auto t = std::make_shared<Token>(*this);
    std::lock_guard l(m);
    f = [t] {}; // CHECK: :[[@LINE]]:{{.*}}deadlock: 'm'
  }
  void drop_bad() {
    std::lock_guard l(m);
    f = nullptr; // CHECK: :[[@LINE]]:{{.*}}deadlock: 'm'
  }
};
