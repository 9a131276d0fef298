// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Stored callbacks that are given the object whose lock is held.
#include <pthread.h>

struct loop;
typedef void (*callback)(struct loop *, void *);
struct watcher { callback run; void *arg; struct watcher *next; };
struct loop { pthread_mutex_t lock; struct watcher *head; int n; };

void fire_bad(struct loop *l) {
  pthread_mutex_lock(&l->lock);
  for (struct watcher *w = l->head; w; w = w->next)
    w->run(l, w->arg); // CHECK: :[[@LINE]]:{{.*}}warning: 'lock' of an argument is held while {{.*}} deadlock if that calls back
  pthread_mutex_unlock(&l->lock);
}
void fire_ok(struct loop *l) {
  pthread_mutex_lock(&l->lock);
  struct watcher *todo = l->head;
  l->head = 0;
  pthread_mutex_unlock(&l->lock);
  for (struct watcher *w = todo; w; w = w->next)
    w->run(l, w->arg);
}
void visit_ok(struct loop *l, callback each) {
  pthread_mutex_lock(&l->lock);
  for (struct watcher *w = l->head; w; w = w->next)
    each(l, w->arg);
  pthread_mutex_unlock(&l->lock);
}
void count_ok(struct loop *l, struct watcher *w) {
  pthread_mutex_lock(&l->lock);
  w->run(0, &l->n);
  pthread_mutex_unlock(&l->lock);
}
