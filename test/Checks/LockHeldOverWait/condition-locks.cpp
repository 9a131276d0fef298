// RUN: not %cleanexit check --checks='cleanup-blocking-call,cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// TELLS: rw_lock rw_unlock lock unlock release
// Who takes a lock that is made of a condition waits no more than for any lock.
#include <pthread.h>

struct Rw {
  pthread_mutex_t mutex;
  pthread_cond_t readable, writeable;
  int readers;
  bool writer;
};
static void rw_lock(Rw *l, bool writes) {
  pthread_mutex_lock(&l->mutex);
  if (writes) {
    while (l->writer || l->readers)
      pthread_cond_wait(&l->writeable, &l->mutex);
    l->writer = true;
  } else {
    while (l->writer)
      pthread_cond_wait(&l->readable, &l->mutex);
    ++l->readers;
  }
  pthread_mutex_unlock(&l->mutex);
}
static void rw_unlock(Rw *l, bool writes) {
  pthread_mutex_lock(&l->mutex);
  if (writes)
    l->writer = false;
  else
    --l->readers;
  pthread_cond_broadcast(&l->readable);
  pthread_cond_signal(&l->writeable);
  pthread_mutex_unlock(&l->mutex);
}
struct Log { Rw config; int level; };
struct Names { pthread_mutex_t mutex; int count; };
static void note(Log *log) {
  rw_lock(&log->config, false);
  ++log->level;
  rw_unlock(&log->config, false);
}
void add_ok(Names *n, Log *log) {
  pthread_mutex_lock(&n->mutex);
  ++n->count;
  note(log);
  pthread_mutex_unlock(&n->mutex);
}
void drop(Names *n) { pthread_mutex_lock(&n->mutex); --n->count; pthread_mutex_unlock(&n->mutex); }
int size(Names *n) {
  pthread_mutex_lock(&n->mutex);
  int c = n->count;
  pthread_mutex_unlock(&n->mutex);
  return c;
}

// A recursive one, by wrappers, which is given back under another name.
class Condition {
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t free = PTHREAD_COND_INITIALIZER;

protected:
  void enter() { pthread_mutex_lock(&mutex); }
  void leave() { pthread_mutex_unlock(&mutex); }
  void wait() { pthread_cond_wait(&free, &mutex); }
  void signal() { pthread_cond_signal(&free); }
};
class Own : Condition {
  pthread_t holder{};
  unsigned levels = 0;

public:
  void lock() {
    enter();
    while (levels && !pthread_equal(holder, pthread_self()))
      wait();
    holder = pthread_self();
    ++levels;
    leave();
  }
  void release() {
    enter();
    if (!--levels)
      signal();
    leave();
  }
};
class Table_ok : Own {
  int *map = new int[8];

public:
  ~Table_ok() {
    lock();
    delete[] map;
    release();
  }
};

// Nobody gives it back: a door that another thread opens.
class Door : Condition {
  bool open = false;

public:
  void lock() {
    enter();
    while (!open)
      wait();
    leave();
  }
  void unlock() {
    enter();
    open = true;
    leave();
  }
  void push() { signal(); }
};
class House_bad {
  Door door;

public:
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: destructor 'House_bad::~House_bad' waits for a condition
  ~House_bad() { door.lock(); }
};
