// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=gnu17 -D_GNU_SOURCE > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// FLAGS: -std=gnu17 -D_GNU_SOURCE
// Which mutexes are recursive, said by whoever makes them.
#include <pthread.h>
#include <unistd.h>

static void make(pthread_mutex_t *m, int recursive) {
  pthread_mutexattr_t a;
  pthread_mutexattr_init(&a);
  if (recursive)
    pthread_mutexattr_settype(&a, PTHREAD_MUTEX_RECURSIVE);
  pthread_mutex_init(m, &a);
}
static void set_up(pthread_mutexattr_t *a) {
  pthread_mutexattr_init(a);
  pthread_mutexattr_settype(a, PTHREAD_MUTEX_RECURSIVE);
}
struct plain { pthread_mutex_t m; };
struct levels { pthread_mutex_t m; };
struct lent { pthread_mutex_t other; };
static pthread_mutex_t global, many;

void make_all(struct plain *p, struct levels *l, struct lent *e) {
  make(&p->m, 0);
  make(&l->m, 1);
  pthread_mutexattr_t a;
  set_up(&a);
  pthread_mutex_init(&e->other, &a);
  pthread_mutex_init(&global, NULL);
  pthread_mutex_init(&many, &a);
}
static void use_plain(struct plain *p) {
  pthread_mutex_lock(&p->m);
  pthread_mutex_unlock(&p->m);
}
void plain_bad(struct plain *p) {
  pthread_mutex_lock(&p->m);
  use_plain(p); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock
  pthread_mutex_unlock(&p->m);
}
static void use_lent(struct lent *e) {
  pthread_mutex_lock(&e->other);
  pthread_mutex_unlock(&e->other);
}
void lent_ok(struct lent *e) {
  pthread_mutex_lock(&e->other);
  use_lent(e);
  pthread_mutex_unlock(&e->other);
}
static void use_global(void) {
  pthread_mutex_lock(&global);
  pthread_mutex_unlock(&global);
}
void global_bad(void) {
  pthread_mutex_lock(&global);
  use_global(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock
  pthread_mutex_unlock(&global);
}
static void use_many(void) {
  pthread_mutex_lock(&many);
  pthread_mutex_unlock(&many);
}
void many_ok(void) {
  pthread_mutex_lock(&many);
  use_many();
  pthread_mutex_unlock(&many);
}
