// A condition whose mutex is behind a wrapper's pointer or reference lets go of
// that mutex and of no other.
// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <pthread.h>
struct Mutex {
  pthread_mutex_t m;
  void lock() { pthread_mutex_lock(&m); }
  void unlock() { pthread_mutex_unlock(&m); }
  pthread_mutex_t *native() { return &m; }
};
struct Guard {
  Mutex &M;
  explicit Guard(Mutex &M) : M(M) { M.lock(); }
  ~Guard() { M.unlock(); }
};
struct Cond {
  Mutex *M;
  pthread_cond_t C;
  explicit Cond(Mutex *M) : M(M) {}
  void wait() { pthread_cond_wait(&C, M->native()); }
};
struct Queue {
  Mutex M, Other;
  Cond C{&M};
  void pop_ok() {
    Guard G(M);
    C.wait();
  }
  void pop_bad() {
    Guard H(Other);
    Guard G(M);
    C.wait();
    // CHECK: 'Other' is held while 'Queue::pop_bad' waits
  }
};
struct SetLater {
  Mutex *M;
  pthread_cond_t C;
  void init(Mutex *To) { M = To; }
  void wait() { pthread_cond_wait(&C, M->native()); }
};
struct Later {
  Mutex M;
  SetLater C;
  Later() { C.init(&M); }
  void pop_ok() {
    Guard G(M);
    C.wait();
  }
};
struct OnHeap {
  Mutex M, Other;
  Cond *C;
  OnHeap() : C(new Cond(&M)) {}
  void heap_ok() {
    Guard G(M);
    C->wait();
  }
  void heap_bad() {
    Guard H(Other);
    Guard G(M);
    C->wait();
    // CHECK: 'Other' is held while 'OnHeap::heap_bad' waits
  }
};
