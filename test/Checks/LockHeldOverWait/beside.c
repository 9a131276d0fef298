// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A callback is told under a global lock, which another function beside the one
// that stores it takes: whoever is told may call that.
#include <pthread.h>

struct timer {
  void (*expired)(void *);
  void *arg;
};
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static struct timer *only;

void timer_start(struct timer *t, void (*expired)(void *), void *arg) {
  t->expired = expired;
  t->arg = arg;
}
void timer_cancel(struct timer *t) {
  pthread_mutex_lock(&mutex);
  if (only == t)
    only = 0;
  pthread_mutex_unlock(&mutex);
}
void fire_bad(void) {
  pthread_mutex_lock(&mutex);
  if (only)
    only->expired(only->arg); // CHECK: :[[@LINE]]:{{.*}}warning: 'mutex' is held while {{.*}}deadlock if that calls back
  pthread_mutex_unlock(&mutex);
}
void fire_ok(void) {
  struct timer now = {0, 0};
  pthread_mutex_lock(&mutex);
  if (only)
    now = *only;
  pthread_mutex_unlock(&mutex);
  if (now.expired)
    now.expired(now.arg);
}

// Nobody else takes this one.
static pthread_mutex_t quiet = PTHREAD_MUTEX_INITIALIZER;
void quiet_ok(struct timer *t) {
  pthread_mutex_lock(&quiet);
  t->expired(t->arg);
  pthread_mutex_unlock(&quiet);
}
