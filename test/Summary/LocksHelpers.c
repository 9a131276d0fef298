// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' --option=cleanup-lock-held-over-wait.Strict=true %s -- -std=gnu17 -D_GNU_SOURCE > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// FLAGS: -std=gnu17 -D_GNU_SOURCE
// Helpers that ask first whether there is anything to lock.
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

struct object {
  int magic;
  bool threadsafe;
  pthread_mutex_t m;
};
bool is_object(const void *);

static struct object *object_of(void *any) {
  if (is_object(any))
    return any;
  return NULL;
}
static void lock_checked(void *any) {
  struct object *o = object_of(any);
  if (!o)
    return;
  pthread_mutex_lock(&o->m);
}
static void unlock_checked(void *any) {
  struct object *o = object_of(any);
  if (!o)
    return;
  pthread_mutex_unlock(&o->m);
}
void checked_bad(struct object *o) {
  lock_checked(o);
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  unlock_checked(o);
  sleep(1);
}
void checked_after_ok(struct object *o) {
  lock_checked(o);
  o->magic = 1;
  unlock_checked(o);
  sleep(1);
}

static void lock_any(struct object *o) {
  if (o) {
    o->magic++;
    pthread_mutex_lock(&o->m);
  }
}
static void unlock_any(struct object *o) {
  if (o)
    pthread_mutex_unlock(&o->m);
}
void any_bad(struct object *o) {
  lock_any(o);
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  unlock_any(o);
  sleep(1);
}

static void lock_if_needed(struct object *o) {
  if (o->threadsafe)
    pthread_mutex_lock(&o->m);
}
static void unlock_if_needed(struct object *o) {
  if (o->threadsafe)
    pthread_mutex_unlock(&o->m);
}
void if_needed_bad(struct object *o) {
  lock_if_needed(o);
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  unlock_if_needed(o);
  sleep(1);
}
void twice_ok(struct object *o) {
  lock_checked(o);
  unlock_checked(o);
  lock_checked(o);
  unlock_checked(o);
}
void given_back_ok(struct object *o) { // the caller's
  unlock_checked(o);
  sleep(1);
  lock_checked(o);
}
void around_ok(struct object *o) {
  lock_checked(o);
  given_back_ok(o);
  unlock_checked(o);
}
static int start(struct object *o) {
  pthread_mutex_lock(&o->m);
  if (o->magic) {
    pthread_mutex_unlock(&o->m);
    return -1;
  }
  return 0;
}
void failed_ok(struct object *o) {
  if (start(o) < 0) {
    sleep(1);
    return;
  }
  unlock_any(o);
}
void started_bad(struct object *o) {
  if (start(o))
    return;
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  unlock_any(o);
}

// for (…; held; unlock) as a scope
struct guard {
  pthread_mutex_t *m;
};
static struct guard take(pthread_mutex_t *m) {
  struct guard g = {m};
  pthread_mutex_lock(m);
  return g;
}
static void *steal(void *pointer) {
  void **p = pointer;
  void *old = *p;
  *p = NULL;
  return old;
}
static void give(struct guard *g) {
  if (!g || !g->m)
    return;
  pthread_mutex_unlock(steal(&g->m));
}
#define WITH(mutex)                                                            \
  for (__attribute__((cleanup(give))) struct guard g = take(mutex); g.m;       \
       give(&g), g.m = NULL)
void with_bad(struct object *o) {
  WITH(&o->m)
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  sleep(2);
}
