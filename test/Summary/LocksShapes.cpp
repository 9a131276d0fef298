// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' --option=cleanup-lock-held-over-wait.Strict=true %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// More ways of writing a guard.
#include <condition_variable>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <pthread.h>
#include <string>
#include <unistd.h>
#include <utility>

bool coin();

// One that takes a null pointer for "no lock".
class MaybeLocker {
public:
  explicit MaybeLocker(std::mutex *m) : m(m), locked(false) {
    if (m) {
      m->lock();
      locked = true;
    }
  }
  ~MaybeLocker() {
    if (locked)
      unlock();
  }
  void unlock() {
    m->unlock();
    locked = false;
  }
  void relock() {
    m->lock();
    locked = true;
  }

private:
  std::mutex *m;
  bool locked;
};

// Out of line, through several layers.
namespace os {
class Impl {
protected:
  Impl();
  void lockImpl() {
    if (pthread_mutex_lock(&m))
      throw std::string("cannot lock");
  }
  bool tryImpl() {
    int rc = pthread_mutex_trylock(&m);
    if (rc == 0)
      return true;
    else if (rc == 16)
      return false;
    else
      throw std::string("cannot lock");
  }
  void unlockImpl() {
    if (pthread_mutex_unlock(&m))
      throw std::string("cannot unlock");
  }

private:
  pthread_mutex_t m;
};
class Mutex : private Impl {
public:
  void lock() { lockImpl(); }
  bool tryLock() { return tryImpl(); }
  void unlock() { unlockImpl(); }
};
template <class M> class Scoped {
public:
  explicit Scoped(M &m) : m(m) { m.lock(); }
  ~Scoped() {
    try {
      m.unlock();
    } catch (...) {
    }
  }

private:
  M &m;
};
} // namespace os

#define LOCKED(M)                                                              \
  for (std::unique_lock<std::mutex> lk_(M); lk_; lk_.unlock())

struct Access {
  std::unique_lock<std::mutex> lk;
  int *value;
};

class Shapes {
  std::mutex m;
  os::Mutex om;
  std::unique_lock<std::mutex> kept;
  pthread_mutex_t pm = PTHREAD_MUTEX_INITIALIZER;
  int n = 0;

public:
  void maybe_given_bad() {
    MaybeLocker l(&m);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'm'
    l.unlock();
    sleep(1);
    l.relock();
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'm'
  }
  void maybe_null_ok() {
    MaybeLocker l(nullptr);
    sleep(1);
  }
  void maybe_ended_ok() {
    { MaybeLocker l(&m); }
    sleep(1);
  }
  void layers_bad() {
    os::Scoped<os::Mutex> l(om);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'om
  }
  void layers_ended_ok() {
    { os::Scoped<os::Mutex> l(om); }
    sleep(1);
  }
  void layers_tried_bad() {
    if (om.tryLock()) {
      sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'om
      om.unlock();
    }
    sleep(1);
  }
  void layers_again_after_ok() {
    for (int i = 0; i < 3; ++i) {
      os::Scoped<os::Mutex> l(om);
      ++n;
    }
    sleep(1);
  }
  void macro_bad() {
    LOCKED(m) {
      sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'm'
    }
    sleep(1);
  }
  Access access() { return {std::unique_lock<std::mutex>(m), &n}; }
  void aggregate_bad() {
    Access a = access();
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'm'
  }
  void aggregate_ended_ok() {
    { Access a = access(); }
    sleep(1);
  }
  void aggregate_parts_bad() {
    auto [lk, v] = access();
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'm'
  }
  void begin() { kept = std::unique_lock<std::mutex>(m); }
  void end() { kept.unlock(); }
  void begin_end_bad() {
    begin();
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'm'
    end();
    sleep(1);
  }
  static void give(void *p) { pthread_mutex_unlock((pthread_mutex_t *)p); }
  // In C++ the macros make an object of glibc.
  void pushed_ok() {
    pthread_mutex_lock(&pm);
    pthread_cleanup_push(give, &pm);
    ++n;
    pthread_cleanup_pop(1);
    sleep(1);
  }
  void popped_bad() {
    pthread_mutex_lock(&pm);
    pthread_cleanup_push(give, &pm);
    ++n;
    pthread_cleanup_pop(0);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'pm'
    pthread_mutex_unlock(&pm);
  }
  template <class F> void locked(F f) {
    std::lock_guard g(m);
    f(); // CHECK: :[[@LINE]]:{{.*}}warning: 'm'
  }
  void run_under_lock_bad() {
    locked([] { sleep(1); });
  }
  void run_under_lock_ok() {
    locked([this] { ++n; });
    sleep(1);
  }
  void ternary_bad() {
    std::mutex &chosen = coin() ? m : m;
    std::lock_guard g(chosen);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  void returns_under_lock_ok() {
    auto read = [this] {
      std::lock_guard g(m);
      return n;
    };
    if (read())
      sleep(1);
  }
};

// An object whose end waits, made after the lock: it ends under the lock.
struct Waiter {
  ~Waiter() { sleep(1); }
};
void order_bad(std::mutex &m) {
  std::lock_guard g(m);
  Waiter w; // CHECK: :[[@LINE]]:{{.*}}warning:
}
void order_ok(std::mutex &m) {
  Waiter w;
  std::lock_guard g(m);
}
