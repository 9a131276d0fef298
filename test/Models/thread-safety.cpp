// RUN: %exits 1 %cleanexit check --checks='cleanup-lock-held-over-wait' --option=cleanup-lock-held-over-wait.Strict=true %s -- > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=_ok
// RUN: FileCheck %s --check-prefix=NOTE < %t
// Clang's thread-safety attributes stand for bodies that are not seen.
#include <unistd.h>
#define CAPABILITY(X) __attribute__((capability(X)))
#define SCOPED_CAPABILITY __attribute__((scoped_lockable))
#define ACQUIRE(...) __attribute__((acquire_capability(__VA_ARGS__)))
#define ACQUIRE_SHARED(...) __attribute__((acquire_shared_capability(__VA_ARGS__)))
#define RELEASE(...) __attribute__((release_capability(__VA_ARGS__)))
#define TRY_ACQUIRE(...) __attribute__((try_acquire_capability(__VA_ARGS__)))
#define REQUIRES(...) __attribute__((requires_capability(__VA_ARGS__)))
#define EXCLUSIVE_LOCKS_REQUIRED(...) __attribute__((exclusive_locks_required(__VA_ARGS__)))
#define LOCKS_EXCLUDED(...) __attribute__((locks_excluded(__VA_ARGS__)))
#define RETURN_CAPABILITY(X) __attribute__((lock_returned(X)))

class CAPABILITY("mutex") Mutex {
public:
  void Enter() ACQUIRE();
  void EnterShared() ACQUIRE_SHARED();
  void Leave() RELEASE();
  bool Attempt() TRY_ACQUIRE(true);
  int AttemptError() TRY_ACQUIRE(false);
};
class SCOPED_CAPABILITY Holder {
public:
  Holder(Mutex *m) ACQUIRE(m);
  Holder(Mutex *m, int deferred) LOCKS_EXCLUDED(m);
  ~Holder() RELEASE();
  void Again() ACQUIRE();
  void Drop() RELEASE();
};
class Pool {
  Mutex m, m2;
  int n;
  void lockAll() ACQUIRE(m, m2);
  void unlockAll() RELEASE(m, m2);
  Mutex &mutex() RETURN_CAPABILITY(m);

public:
  void entered_bad() {
    m.Enter();
    sleep(1);
    // CHECK: :[[@LINE-1]]:{{.*}}'m' is held while 'Pool::entered_bad'
    // NOTE: :[[@LINE-3]]:{{.*}}note: 'm' is taken here
    m.Leave();
  }
  void shared_bad() {
    m.EnterShared();
    sleep(1); // CHECK: 'm' is held while 'Pool::shared_bad'
    m.Leave();
  }
  void left_ok() {
    m.Enter();
    m.Leave();
    sleep(1);
  }
  void holder_bad() {
    Holder h(&m);
    sleep(1); // CHECK: 'm' is held while 'Pool::holder_bad'
  }
  void holderEnded_ok() {
    { Holder h(&m); }
    sleep(1);
  }
  void dropped_ok() {
    Holder h(&m);
    h.Drop();
    sleep(1);
  }
  void again_bad() {
    Holder h(&m);
    h.Drop();
    h.Again();
    sleep(1); // CHECK: 'm' is held while 'Pool::again_bad'
  }
  void deferred_ok() {
    Holder h(&m, 0);
    sleep(1);
  }
  void deferredThenTaken_bad() {
    Holder h(&m, 0);
    h.Again();
    sleep(1); // CHECK: 'm' is held while 'Pool::deferredThenTaken_bad'
  }
  void all_bad() {
    lockAll();
    sleep(1); // CHECK: is held while 'Pool::all_bad'
    unlockAll();
  }
  void all_ok() {
    lockAll();
    unlockAll();
    sleep(1);
  }
  void tried_bad() {
    if (m.Attempt()) {
      sleep(1); // CHECK: 'm' is held while 'Pool::tried_bad'
      m.Leave();
    }
  }
  void notTaken_ok() {
    if (m.Attempt())
      m.Leave();
    else
      sleep(1);
  }
  void triedError_ok() {
    if (m.AttemptError()) {
      sleep(1);
      return;
    }
    m.Leave();
  }
  void returned_bad() {
    mutex().Enter();
    sleep(1); // CHECK: is held while 'Pool::returned_bad'
    m.Leave();
  }
  // Nobody is seen who calls these.
  void requires_bad() REQUIRES(m) {
    sleep(1);
    // CHECK: :[[@LINE-1]]:{{.*}}'m' is held while 'Pool::requires_bad'
    // NOTE: :[[@LINE-3]]:{{.*}}note: 'm' is held by whoever calls this
  }
  void old_bad() EXCLUSIVE_LOCKS_REQUIRED(m);
  void givenUp_ok() REQUIRES(m) {
    m.Leave();
    sleep(1);
    m.Enter();
  }
  void without_ok() LOCKS_EXCLUDED(m) { sleep(1); }
  // Told at whoever holds it.
  void called_ok() REQUIRES(m) { sleep(1); }
  void calls_bad() {
    Holder h(&m);
    called_ok(); // CHECK: 'm' is held while 'Pool::calls_bad'
  }
  void callsGivenUp_ok() {
    Holder h(&m);
    givenUpToo_ok();
  }
  void givenUpToo_ok() REQUIRES(m) {
    m.Leave();
    sleep(1);
    m.Enter();
  }
};
void Pool::old_bad() {
  sleep(1); // CHECK: 'm' is held while 'Pool::old_bad'
}
void take(Mutex &m) ACQUIRE(m);
void give(Mutex &m) RELEASE(m);
void param_bad(Mutex &m) {
  take(m);
  sleep(1); // CHECK: is held while 'param_bad'
  give(m);
}
void param_ok(Mutex &m) {
  take(m);
  give(m);
  sleep(1);
}
// A body that is seen beats what is said of it.
class CAPABILITY("mutex") Spelled {
public:
  void Enter() ACQUIRE() {}
};
void spelled_ok(Spelled &s) {
  s.Enter();
  sleep(1);
}
