// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// A wrapper that may make recursive mutexes makes its own ones so, and nobody
// else's.

#include <pthread.h>

struct wrapped {
  pthread_mutex_t of_wrapper;
};
static void set_kind(pthread_mutexattr_t *attr, int kind) { pthread_mutexattr_settype(attr, kind); }
static void make(struct wrapped *w, const pthread_mutexattr_t *attr) {
  pthread_mutex_init(&w->of_wrapper, attr);
}

struct tree {
  struct wrapped lock;
  int nodes;
};
void plant(struct tree *t, int kind) {
  pthread_mutexattr_t attr;
  pthread_mutexattr_init(&attr);
  set_kind(&attr, kind);
  make(&t->lock, &attr);
}
static void count(struct tree *t) {
  pthread_mutex_lock(&t->lock.of_wrapper);
  ++t->nodes;
  pthread_mutex_unlock(&t->lock.of_wrapper);
}
void grow_ok(struct tree *t) {
  pthread_mutex_lock(&t->lock.of_wrapper);
  count(t);
  pthread_mutex_unlock(&t->lock.of_wrapper);
}

struct log {
  pthread_mutex_t plain;
  int lines;
};
void open_log(struct log *l) { pthread_mutex_init(&l->plain, 0); }
static void put(struct log *l) {
  pthread_mutex_lock(&l->plain);
  ++l->lines;
  pthread_mutex_unlock(&l->plain);
}
void put_two_bad(struct log *l) {
  pthread_mutex_lock(&l->plain);
  // CHECK: [[@LINE+1]]:3: warning: deadlock: 'plain' of an argument, which is held here, is taken again on the way
  put(l);
  pthread_mutex_unlock(&l->plain);
}
