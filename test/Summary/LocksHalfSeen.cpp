// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// One half of a pair has a body here, the other is in a TU that is not seen.
#include <mutex>
#include <pthread.h>
#include <unistd.h>

class EndElsewhere {
  std::mutex &m;

public:
  explicit EndElsewhere(std::mutex &m) : m(m) { m.lock(); }
  ~EndElsewhere();
};
void end_elsewhere_bad(std::mutex &m) {
  {
    EndElsewhere g(m);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  sleep(1);
}

class UnlockElsewhere {
  pthread_mutex_t m;

public:
  void lock() { pthread_mutex_lock(&m); }
  void unlock();
};
void unlock_elsewhere_bad(UnlockElsewhere &l) {
  l.lock();
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  l.unlock();
  sleep(1);
}

class LockElsewhere {
  pthread_mutex_t m;

public:
  void lock();
  void unlock() { pthread_mutex_unlock(&m); }
};
void lock_elsewhere_bad(LockElsewhere &l) {
  l.lock();
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  l.unlock();
  sleep(1);
}

struct object {
  pthread_mutex_t m;
};
inline void object_lock(object *o) { pthread_mutex_lock(&o->m); }
void object_unlock(object *o);
void function_elsewhere_bad(object *o) {
  object_lock(o);
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  object_unlock(o);
  sleep(1);
}

// lock() is only declared, and unlock() names a part.
class PartMutex {
  struct Part {
    void lock();
    void unlock();
  } Inner;

public:
  void lock();
  void unlock() { Inner.unlock(); }
};
class PartGuard {
  PartMutex *const M;

public:
  explicit PartGuard(PartMutex *M) : M(M) { M->lock(); }
  ~PartGuard() { M->unlock(); }
};
class Parts {
  PartMutex State;
  int Count = 0;
  void letOthers() { // called with State held
    State.unlock();
    sleep(1);
    State.lock();
  }

public:
  void before_ok() {
    {
      PartGuard G(&State);
      ++Count;
    }
    sleep(1);
  }
  void meanwhile_ok() {
    PartGuard G(&State);
    letOthers();
  }
  void during_bad() {
    PartGuard G(&State);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
};

// Given up on one way and taken back on both: it was the caller's.
class Back {
  std::mutex M;
  int Count = 0;
  void find() {
    if (Count > 0) {
      M.unlock();
      ++Count;
    }
    M.lock();
  }
  void resume() {
    find();
    M.unlock();
    ++Count;
    M.lock();
  }
  void outside() {
    resume();
    sleep(1);
  }

public:
  void inside_ok() {
    std::lock_guard<std::mutex> L(M);
    resume();
  }
  void all_ok() { outside(); }
};
