// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A thread waits for one of two conditions; a request wakes what it signals.
#include <pthread.h>
#include <string.h>

struct tier {
  pthread_mutex_t mutex;
  pthread_cond_t queued_cond, taken_cond;
  pthread_t thread;
  int stop, open, queued;
};

static void *upload(void *arg) {
  struct tier *t = arg;
  pthread_mutex_lock(&t->mutex);
  for (;;) {
    while (!t->queued && !t->stop)
      pthread_cond_wait(&t->queued_cond, &t->mutex);
    while (t->open && !t->stop)
      pthread_cond_wait(&t->taken_cond, &t->mutex);
    if (t->stop)
      break;
    --t->queued;
  }
  pthread_mutex_unlock(&t->mutex);
  return NULL;
}

static void start(struct tier *t) {
  memset(t, 0, sizeof *t);
  pthread_create(&t->thread, NULL, upload, t);
}
void take(struct tier *t) {
  pthread_mutex_lock(&t->mutex);
  t->open = 0;
  pthread_cond_broadcast(&t->taken_cond);
  pthread_mutex_unlock(&t->mutex);
}

static void one_bad(struct tier *t) {
  pthread_mutex_lock(&t->mutex);
  t->stop = 1;
  pthread_cond_signal(&t->queued_cond);
  pthread_mutex_unlock(&t->mutex);
  pthread_join(t->thread, NULL); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}which the request does not wake
}
static void both_ok(struct tier *t) {
  pthread_mutex_lock(&t->mutex);
  t->stop = 1;
  pthread_cond_signal(&t->queued_cond);
  pthread_cond_signal(&t->taken_cond);
  pthread_mutex_unlock(&t->mutex);
  pthread_join(t->thread, NULL);
}
int work(void) {
  __attribute__((cleanup(one_bad))) struct tier a;
  __attribute__((cleanup(both_ok))) struct tier b;
  start(&a);
  start(&b);
  return a.queued + b.queued;
}
