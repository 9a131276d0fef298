// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' --option=cleanup-lock-held-over-wait.Strict=true %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Locks and guards of the project: what they do is seen in their bodies.
#include <atomic>
#include <mutex>
#include <pthread.h>
#include <unistd.h>
#include <utility>

bool coin();

class Mutex {
public:
  Mutex() { pthread_mutex_init(&handle, nullptr); }
  void acquire() { pthread_mutex_lock(&handle); }
  bool attempt() { return pthread_mutex_trylock(&handle) == 0; }
  void leave() { pthread_mutex_unlock(&handle); }

private:
  pthread_mutex_t handle;
};

// By reference.
class Hold {
public:
  explicit Hold(Mutex &m) : m(m) { m.acquire(); }
  ~Hold() { m.leave(); }

private:
  Mutex &m;
};

// By pointer, may be given up early, may be moved.
class Keeper {
public:
  explicit Keeper(Mutex *m) : m(m) { take(); }
  Keeper(Keeper &&o) noexcept : m(std::exchange(o.m, nullptr)) {}
  ~Keeper() { give(); }
  void give() {
    if (m) {
      m->leave();
      m = nullptr;
    }
  }

private:
  void take() { m->acquire(); }
  Mutex *m;
};

// With a flag.
class Flagged {
public:
  explicit Flagged(Mutex &m, bool now = true) : m(m) {
    if (now)
      lock();
  }
  ~Flagged() {
    if (owns)
      unlock();
  }
  void lock() {
    m.acquire();
    owns = true;
  }
  void unlock() {
    owns = false;
    m.leave();
  }
  bool tryLock() { return owns = m.attempt(); }
  explicit operator bool() const { return owns; }

private:
  Mutex &m;
  bool owns = false;
};

// That only tries.
class Attempt {
public:
  explicit Attempt(Mutex &m) : m(m), owns(m.attempt()) {}
  ~Attempt() {
    if (owns)
      m.leave();
  }
  bool ok() const { return owns; }

private:
  Mutex &m;
  const bool owns;
};

// That unlocks for a while.
class Pause {
public:
  explicit Pause(Mutex &m) : m(m) { m.leave(); }
  ~Pause() { m.acquire(); }

private:
  Mutex &m;
};

// With a base class.
class HoldBase {
protected:
  explicit HoldBase(Mutex &m) : m_(m) { m_.acquire(); }
  ~HoldBase() { m_.leave(); }
  Mutex &m_;
};
class Derived : HoldBase {
public:
  explicit Derived(Mutex &m) : HoldBase(m) {}
};

template <class M> struct Guard {
  M *m;
  explicit Guard(M *m) : m(m) { m->lock(); }
  ~Guard() { m->unlock(); }
};

class Store {
  Mutex mu;
  std::mutex plain;
  int n = 0;

public:
  void reference_bad() {
    Hold h(mu);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  void reference_ok() {
    {
      Hold h(mu);
      ++n;
    }
    sleep(1);
  }
  void pointer_bad() {
    Keeper k(&mu);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  void pointer_given_up_ok() {
    Keeper k(&mu);
    k.give();
    sleep(1);
  }
  void pointer_moved_bad() {
    Keeper k(&mu);
    {
      Keeper other(std::move(k));
      sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
    }
    sleep(1);
  }
  void flagged_bad() {
    Flagged f(mu);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
    f.unlock();
    sleep(1);
  }
  void flagged_later_bad() {
    Flagged f(mu, false);
    sleep(1);
    f.lock();
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  void flagged_tried_bad() {
    Flagged f(mu, false);
    if (!f.tryLock()) {
      sleep(1);
      return;
    }
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  void flagged_then_free_ok() {
    { Flagged f(mu); }
    sleep(1);
  }
  void attempt_bad() {
    Attempt a(mu);
    if (a.ok())
      sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
    else
      sleep(1);
  }
  void attempt_unknown_ok() {
    Attempt a(mu);
    sleep(1);
  }
  void pause_ok() {
    Hold h(mu);
    Pause p(mu);
    sleep(1);
  }
  void after_pause_bad() {
    Hold h(mu);
    { Pause p(mu); }
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  void derived_bad() {
    Derived d(mu);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  void derived_ok() {
    { Derived d(mu); }
    sleep(1);
  }
  void template_bad() {
    Guard<std::mutex> g(&plain);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  void aggregate_ok() {
    { Guard g(&plain); }
    sleep(1);
  }

  // Functions that leave a lock held, or release one.
  void enter() { mu.acquire(); }
  void exit() { mu.leave(); }
  void paired_bad() {
    enter();
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
    exit();
    sleep(1);
  }
  Hold guard() { return Hold(mu); }
  Keeper keeper() {
    Keeper k(&mu);
    ++n;
    return k;
  }
  std::unique_lock<std::mutex> lock() {
    std::unique_lock l(plain);
    return l;
  }
  void given_bad() {
    auto g = guard();
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  void given_local_bad() {
    auto g = keeper();
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
    g.give();
    sleep(1);
  }
  void given_std_bad() {
    auto g = lock();
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
    g.unlock();
    sleep(1);
  }
  void given_away_ok() {
    guard();
    sleep(1);
  }
  bool try_enter() {
    if (!mu.attempt())
      return false;
    ++n;
    return true;
  }
  void tried_bad() {
    if (!try_enter())
      return;
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
    mu.leave();
    sleep(1);
  }
  void drops_ok() {
    Hold h(mu);
    meanwhile();
  }

private:
  void meanwhile() {
    mu.leave();
    sleep(1);
    mu.acquire();
  }
};

// Classes whose bodies are elsewhere: lock() and unlock() say what they are.
class Elsewhere {
public:
  void Lock();
  void Unlock();
};
struct ElsewhereGuard {
  Elsewhere *e;
  explicit ElsewhereGuard(Elsewhere *e) : e(e) { e->Lock(); }
  ~ElsewhereGuard() { e->Unlock(); }
};
void elsewhere_bad(Elsewhere &e) {
  {
    ElsewhereGuard g(&e);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  sleep(1);
}

class SpinLock {
  std::atomic_flag f = ATOMIC_FLAG_INIT;

public:
  void lock() {
    while (f.test_and_set())
      ;
  }
  void unlock() { f.clear(); }
};
void spin_bad(SpinLock &s) {
  std::lock_guard g(s);
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
}
void spin_plain_bad(SpinLock &s) {
  s.lock();
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  s.unlock();
  sleep(1);
}

// An interface.
struct Lockable {
  virtual ~Lockable() = default;
  virtual void lock() = 0;
  virtual void unlock() = 0;
};
struct RealLock final : Lockable {
  std::mutex m;
  void lock() override { m.lock(); }
  void unlock() override { m.unlock(); }
};
void interface_bad(Lockable &l) {
  l.lock();
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  l.unlock();
  sleep(1);
}

// A lock and what it guards.
template <class T> class Synchronized {
  T value;
  std::mutex m;

public:
  class Access {
    Synchronized *s;

  public:
    explicit Access(Synchronized *s) : s(s) { s->m.lock(); }
    Access(Access &&o) noexcept : s(o.s) { o.s = nullptr; }
    ~Access() {
      if (s)
        s->m.unlock();
    }
    T *operator->() { return &s->value; }
  };
  Access lock() { return Access(this); }
  template <class F> auto with(F f) {
    std::lock_guard g(m);
    return f(value);
  }
};
struct Counter {
  int n = 0;
  void add() { ++n; }
};
void access_bad(Synchronized<Counter> &c) {
  c.lock()->add();
  sleep(1);
  auto a = c.lock();
  a->add();
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
}
