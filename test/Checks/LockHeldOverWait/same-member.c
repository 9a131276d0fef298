// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// The thread that is joined takes a lock of the same name: is it of the struct
// whose lock is held?
#include <pthread.h>

struct crew;
struct hand {
  pthread_t thread;
  pthread_mutex_t guard;
  struct crew *crew;
  int busy;
};
struct crew {
  pthread_mutex_t guard;
  struct hand *hands;
  int size;
};

static void *work(void *arg) {
  struct hand *me = arg;
  pthread_mutex_lock(&me->guard);
  me->busy = 1;
  pthread_mutex_unlock(&me->guard);
  return 0;
}
int hire(struct hand *h) { return pthread_create(&h->thread, 0, work, h); }
void fire_own(struct crew *c, struct hand *h) {
  pthread_mutex_lock(&c->guard);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: {{.*}}is held while 'fire_own' waits for a thread to end {{.*}}; whoever wants the lock waits as long
  pthread_join(h->thread, 0);
  pthread_mutex_unlock(&c->guard);
}

struct ship;
struct mate {
  pthread_t watch;
  struct ship *ship;
};
struct ship {
  pthread_mutex_t guard;
  int size;
};
static void *sail(void *arg) {
  struct ship *s = arg;
  pthread_mutex_lock(&s->guard);
  ++s->size;
  pthread_mutex_unlock(&s->guard);
  return 0;
}
int board(struct mate *m, struct ship *s) {
  return pthread_create(&m->watch, 0, sail, s);
}
void leave_bad(struct ship *s, struct mate *m) {
  pthread_mutex_lock(&s->guard);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: {{.*}}is held while 'leave_bad' waits for a thread to end {{.*}}deadlock: the awaited thread needs the same lock
  pthread_join(m->watch, 0);
  pthread_mutex_unlock(&s->guard);
}
