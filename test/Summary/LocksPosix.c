// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' --option=cleanup-lock-held-over-wait.Strict=true %s -- -std=gnu17 -D_GNU_SOURCE > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// FLAGS: -std=gnu17 -D_GNU_SOURCE
// C: what a lock and a guard are is seen from what functions do to parameters.
#include <pthread.h>
#include <unistd.h>

struct lock {
  pthread_mutex_t m;
};
struct store {
  struct lock l;
  pthread_rwlock_t rw;
  int n;
};
static pthread_mutex_t global = PTHREAD_MUTEX_INITIALIZER;

static void lock(struct lock *l) { pthread_mutex_lock(&l->m); }
static void unlock(struct lock *l) { pthread_mutex_unlock(&l->m); }
static int try_lock(struct lock *l) {
  return pthread_mutex_trylock(&l->m) == 0 ? 1 : 0;
}
static int lock_or_error(struct lock *l) {
  int rc = pthread_mutex_trylock(&l->m);
  if (rc != 0)
    return rc;
  return 0;
}

void global_bad(void) {
  pthread_mutex_lock(&global);
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  pthread_mutex_unlock(&global);
  sleep(1);
}
void parameter_bad(struct store *s) {
  lock(&s->l);
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  unlock(&s->l);
  sleep(1);
}
void checked_bad(struct store *s) {
  int rc = pthread_mutex_lock(&s->l.m);
  if (rc)
    return;
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  pthread_mutex_unlock(&s->l.m);
}
void tried_bad(struct store *s) {
  if (pthread_mutex_trylock(&s->l.m) == 0) {
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
    pthread_mutex_unlock(&s->l.m);
  }
  sleep(1);
}
void not_tried_ok(struct store *s) {
  if (pthread_mutex_trylock(&s->l.m)) {
    sleep(1);
    return;
  }
  pthread_mutex_unlock(&s->l.m);
}
void tried_by_function_bad(struct store *s) {
  if (lock_or_error(&s->l) != 0)
    return;
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  unlock(&s->l);
}
void rwlock_bad(struct store *s) {
  pthread_rwlock_rdlock(&s->rw);
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  pthread_rwlock_unlock(&s->rw);
}
int cleanup_path_bad(struct store *s) {
  int rc = -1;
  lock(&s->l);
  if (s->n == 0)
    goto out;
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  rc = 0;
out:
  unlock(&s->l);
  sleep(1);
  return rc;
}

static void end(struct lock **l) { unlock(*l); }
#define SCOPED(L)                                                              \
  struct lock *scoped __attribute__((cleanup(end))) = (L);                     \
  lock(scoped)
void attribute_bad(struct store *s) {
  {
    SCOPED(&s->l);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  sleep(1);
}
static struct lock *enter(struct lock *l) {
  lock(l);
  return l;
}
void attribute_made_bad(struct store *s) {
  {
    struct lock *g __attribute__((cleanup(end))) = enter(&s->l);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  sleep(1);
}
void tried_by_bool_bad(struct store *s) {
  if (try_lock(&s->l)) {
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
    unlock(&s->l);
  }
}
void pushed_ok(struct store *s) {
  lock(&s->l);
  pthread_cleanup_push((void (*)(void *))unlock, &s->l);
  s->n++;
  pthread_cleanup_pop(1);
  sleep(1);
}
void array_ok(struct lock *all, int n) {
  for (int i = 0; i < n; i++)
    lock(&all[i]);
  for (int i = 0; i < n; i++)
    unlock(&all[i]);
  sleep(1);
}

/// What a holder of a pointer hands out last, as GLib's and libvirt's do.
struct guard {
  pthread_mutex_t *held;
};
static inline void *steal(void *slot) {
  void **from = slot;
  void *was = *from;
  *from = NULL;
  return was;
}
static inline void *peek(void *slot) {
  void **from = slot;
  void *is = *from;
  return is;
}
void stolen_ok(struct guard *g) {
  pthread_mutex_lock(g->held);
  pthread_mutex_unlock(steal(&g->held));
  sleep(1);
}
void peeked_ok(struct guard *g) {
  pthread_mutex_lock(g->held);
  pthread_mutex_unlock(peek(&g->held));
  sleep(1);
}
void other_stolen_bad(struct guard *g, struct guard *other) {
  pthread_mutex_lock(g->held);
  pthread_mutex_unlock(steal(&other->held));
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
}
/// Where taking it failed it is not held; who goes on all the same believes
/// that it is.
static int lock_or_fail(struct lock *l) {
  int rc = pthread_mutex_lock(&l->m);
  if (rc != 0)
    return -1;
  return 0;
}
int failed_ok(struct store *s) {
  if (pthread_mutex_lock(&s->l.m) != 0) {
    sleep(1);
    return -1;
  }
  s->n++;
  pthread_mutex_unlock(&s->l.m);
  return 0;
}
int failed_number_ok(struct store *s) {
  int rc = pthread_mutex_lock(&s->l.m);
  if (rc) {
    sleep(1);
    return rc;
  }
  pthread_mutex_unlock(&s->l.m);
  sleep(1);
  return 0;
}
int failed_inside_ok(struct store *s) {
  if (lock_or_fail(&s->l) != 0) {
    sleep(1);
    return -1;
  }
  unlock(&s->l);
  return 0;
}
int not_failed_bad(struct store *s) {
  if (pthread_mutex_lock(&s->l.m) != 0)
    return -1;
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  pthread_mutex_unlock(&s->l.m);
  return 0;
}
void goes_on_bad(struct store *s) {
  int rc = pthread_mutex_lock(&s->l.m);
  if (rc)
    s->n = 0;
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  pthread_mutex_unlock(&s->l.m);
  sleep(1);
}
void not_failed_inside_bad(struct store *s) {
  if (lock_or_fail(&s->l) != 0)
    return;
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  unlock(&s->l);
}
