// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' --option=cleanup-lock-held-over-wait.Strict=true %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Where guards and locks live: members, heap, containers, captures, bases.
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <unistd.h>
#include <vector>

bool coin();
void post(std::function<void()>);
void post_moved(std::unique_lock<std::mutex>);

struct Hold {
  std::mutex &m;
  explicit Hold(std::mutex &m) : m(m) { m.lock(); }
  ~Hold() { m.unlock(); }
};

// A guard as a member: the lock is held as long as the object lives.
class Session {
  std::unique_lock<std::mutex> lk;

public:
  explicit Session(std::mutex &m) : lk(m) {}
  void finish() { lk.unlock(); }
};

// A lock that is its class's base, and one that is the object itself.
class Monitor : std::mutex {
public:
  void enter_bad() {
    std::lock_guard<std::mutex> g(*this);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  void plain_bad() {
    lock();
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
    unlock();
    sleep(1);
  }
};

// A class that meets BasicLockable by functions of its own.
class Lock {
  std::mutex inner;

public:
  void lock() { inner.lock(); }
  void unlock() { inner.unlock(); }
};

// A static lock behind a function.
std::mutex &registry() {
  static std::mutex m;
  return m;
}

class Server {
  std::mutex m;
  std::unique_ptr<std::mutex> owned = std::make_unique<std::mutex>();
  std::shared_ptr<std::mutex> shared = std::make_shared<std::mutex>();
  std::vector<std::mutex> many;
  Lock l;
  std::condition_variable_any any;

public:
  void session_bad() {
    Session s(m);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'm'
    s.finish();
    sleep(1);
  }
  void session_ended_ok() {
    { Session s(m); }
    sleep(1);
  }
  void heap_bad() {
    auto h = std::make_unique<Hold>(m);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'm'
    h.reset();
    sleep(1);
  }
  void new_bad() {
    Hold *h = new Hold(m);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'm'
    delete h;
    sleep(1);
  }
  void optional_bad() {
    std::optional<Hold> h;
    h.emplace(m);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'm'
    h.reset();
    sleep(1);
  }
  void pointee_bad() {
    std::lock_guard g(*owned);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'owned'
  }
  void shared_bad() {
    std::lock_guard g(*shared);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'shared'
  }
  void element_bad(int i) {
    std::lock_guard g(many[i]);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'many'
  }
  void all_ok() {
    for (auto &one : many)
      one.lock();
    for (auto &one : many)
      one.unlock();
    sleep(1);
  }
  void static_bad() {
    std::lock_guard g(registry());
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  void static_again_bad() {
    std::lock_guard g(registry());
    registry().lock(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock
    registry().unlock();
  }
  void own_lockable_bad() {
    std::lock_guard g(l);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'l
  }
  void own_lockable_unlocked_ok() {
    std::lock_guard g(l);
    l.unlock();
    sleep(1);
    l.lock();
  }
  void own_lockable_waits_ok() {
    std::lock_guard g(l);
    any.wait(l);
  }
  void own_lockable_guard_waits_ok() {
    std::unique_lock lk(l);
    any.wait(lk);
  }
  void captured_ok() {
    std::unique_lock lk(m);
    auto f = [k = std::move(lk)] {};
    sleep(1); // whoever has the lambda has the lock
  }
  void posted_ok() {
    std::unique_lock lk(m);
    post_moved(std::move(lk));
    sleep(1);
  }
  void conditional_bad() {
    std::unique_lock<std::mutex> lk =
        coin() ? std::unique_lock<std::mutex>(m) : std::unique_lock<std::mutex>();
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  void null_pointer_ok(std::mutex *p) {
    if (p)
      p->lock();
    if (p)
      p->unlock();
    sleep(1);
  }
  void recursive_ok(int n) {
    {
      std::lock_guard g(m);
      ++calls;
    }
    if (n)
      recursive_ok(n - 1);
    sleep(1);
  }
  int calls = 0;
};

// Hand over hand.
struct Node {
  std::mutex m;
  Node *next = nullptr;
};
void list_ok(Node *n) {
  n->m.lock();
  while (n->next) {
    n->next->m.lock();
    n->m.unlock();
    n = n->next;
  }
  n->m.unlock();
  sleep(1);
}
void list_guard_ok(Node *n) {
  {
    std::unique_lock lk(n->m);
    while (n->next) {
      std::unique_lock next(n->next->m);
      lk.swap(next);
      n = n->next;
    }
  }
  sleep(1);
}
void guard_outlives_name_bad(Node *n) {
  std::lock_guard g(n->m);
  n = n->next;
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
}

// Unlocks somebody's unique_lock for a while.
struct Unlocker {
  std::unique_lock<std::mutex> &lk;
  explicit Unlocker(std::unique_lock<std::mutex> &lk) : lk(lk) { lk.unlock(); }
  ~Unlocker() { lk.lock(); }
};
void unlocker_ok(std::mutex &m) {
  std::unique_lock lk(m);
  Unlocker u(lk);
  sleep(1);
}
void unlocker_ended_bad(std::mutex &m) {
  std::unique_lock lk(m);
  { Unlocker u(lk); }
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
}

// A smart pointer whose deleter unlocks.
struct Unlock {
  void operator()(std::mutex *m) const { m->unlock(); }
};
void deleter_bad(std::mutex &a) {
  {
    a.lock();
    std::unique_ptr<std::mutex, Unlock> g(&a);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  sleep(1);
}
void deleter_lambda_bad(std::mutex &a) {
  auto unlock = [](std::mutex *m) { m->unlock(); };
  {
    a.lock();
    std::unique_ptr<std::mutex, decltype(unlock)> g(&a, unlock);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  sleep(1);
}
void deleter_shared_bad(std::mutex &a) {
  {
    a.lock();
    std::shared_ptr<void> g(nullptr, [&](void *) { a.unlock(); });
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  sleep(1);
}

// A callee unlocks what it is handed, and takes that by its own name.
class Relocks {
  std::mutex mu;
  void take() { std::lock_guard g(mu); }
  void unlocked(std::unique_lock<std::mutex> &l) {
    Unlocker u(l);
    take();
  }
  void locked(std::unique_lock<std::mutex> &) { take(); }

public:
  void unlocked_ok() {
    std::unique_lock l(mu);
    unlocked(l);
  }
  void locked_bad() {
    std::unique_lock l(mu);
    locked(l); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock
  }
};
