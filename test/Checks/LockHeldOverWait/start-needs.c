// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// STD: gnu17
// A thread that was just started says that it runs; if it takes a lock before
// that, nobody who waits for it may hold that.
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stddef.h>

struct loop {
  pthread_mutex_t lock;
  pthread_t thread;
  sem_t entered;
  bool running;
};
void loop_lock(struct loop *l) { pthread_mutex_lock(&l->lock); }
void loop_unlock(struct loop *l) { pthread_mutex_unlock(&l->lock); }
static void *turn(void *data) {
  struct loop *l = data;
  loop_lock(l);
  sem_post(&l->entered);
  while (l->running) {
    loop_unlock(l);
    loop_lock(l);
  }
  loop_unlock(l);
  return NULL;
}
int loop_start(struct loop *l) {
  l->running = true;
  if (pthread_create(&l->thread, NULL, turn, l) != 0)
    return -1;
  sem_wait(&l->entered);
  return 0;
}

struct player {
  struct loop loop;
  bool connected;
};
int open_bad(struct player *p) {
  loop_lock(&p->loop);
  // CHECK: [[@LINE+1]]:12: warning: 'loop' of an argument is held while 'open_bad' waits for other threads ('sem_wait') with no bound; deadlock if the 'player::loop' that the awaited thread takes is the same object's
  int rc = loop_start(&p->loop);
  p->connected = rc == 0;
  loop_unlock(&p->loop);
  return rc;
}
int open_ok(struct player *p) {
  int rc = loop_start(&p->loop);
  loop_lock(&p->loop);
  p->connected = rc == 0;
  loop_unlock(&p->loop);
  return rc;
}

// It says so first.
struct ready {
  pthread_mutex_t lock;
  pthread_t thread;
  sem_t entered;
  bool running;
};
static void *run(void *data) {
  struct ready *r = data;
  sem_post(&r->entered);
  pthread_mutex_lock(&r->lock);
  r->running = false;
  pthread_mutex_unlock(&r->lock);
  return NULL;
}
int begin_ok(struct ready *r) {
  pthread_mutex_lock(&r->lock);
  r->running = pthread_create(&r->thread, NULL, run, r) == 0;
  if (r->running)
    sem_wait(&r->entered);
  pthread_mutex_unlock(&r->lock);
  return 0;
}
