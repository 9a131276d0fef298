// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' \
// RUN:   --option=cleanup-unguarded-throw.Strict=true %s -- -std=c++20 \
// RUN:   | FileCheck %s --check-prefix=STRICT
// What the conditions around a call, and those around a throw, say together.
#include <pthread.h>
#include <stdexcept>

// The cleanup makes sure of what the callee insists on.
class Lock_ok {
  int locked = 0;

public:
  void unlock() {
    if (locked != 0)
      throw std::logic_error("not locked");
    locked = -1;
  }
  ~Lock_ok() {
    if (locked == 0)
      unlock();
  }
};
class Opposite_bad {
  int locked = 0;

public:
  void unlock() {
    if (locked == 0)
      throw std::logic_error("locked");
    locked = -1;
  }
  ~Opposite_bad() {
    if (locked == 0)
      unlock();
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: 'std::logic_error' may leave
  }
};
class Changed_bad {
  bool open = true;

public:
  void close() {
    open = false;
    if (!open)
      throw std::logic_error("closed");
  }
  ~Changed_bad() {
    if (open)
      close();
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: 'std::logic_error' may leave
  }
};
class Else_ok {
  bool open = true;
  int n = 0;

public:
  void close() {
    if (open)
      n = 0;
    else
      throw std::logic_error("closed");
  }
  ~Else_ok() {
    if (open)
      close();
  }
};
// Of another object nothing is known.
class Other_bad {
  bool open = true;
  Other_bad *next = nullptr;

public:
  void close() {
    if (!open)
      throw std::logic_error("closed");
  }
  ~Other_bad() {
    if (open)
      next->close();
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: 'std::logic_error' may leave
  }
};
// A mutex fails only when it is misused; nobody guards that.
class Mutex_ok {
  pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;

public:
  void lock() {
    if (pthread_mutex_lock(&m))
      throw std::runtime_error("cannot lock");
  }
  void unlock() {
    const int failed = pthread_mutex_unlock(&m);
    if (failed)
      throw std::runtime_error("cannot unlock");
  }
};
struct UsesMutex_ok {
  Mutex_ok m;
  ~UsesMutex_ok() {
    m.lock();
    // STRICT: :[[@LINE-1]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave
    m.unlock();
  }
};
struct Job {
  pthread_t t;
  ~Job() {
    if (pthread_detach(t))
      throw std::runtime_error("cannot detach");
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave
  }
};
// Nor whoever ends a thread; that a lock was not to be had in time is another
// matter.
class Thread_ok {
  pthread_t t;

public:
  void join() {
    if (pthread_join(t, nullptr))
      throw std::runtime_error("cannot join");
  }
};
struct UsesThread_ok {
  Thread_ok t;
  ~UsesThread_ok() { t.join(); }
};
class Timed_bad {
  pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;

public:
  void lock(const timespec &until) {
    if (pthread_mutex_timedlock(&m, &until))
      throw std::runtime_error("no lock in time");
  }
};
struct UsesTimed_bad {
  Timed_bad m;
  ~UsesTimed_bad() { m.lock({0, 0}); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave
};
