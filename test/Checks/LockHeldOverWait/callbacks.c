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

// Any number of calls down; GLib's locks are told apart by who takes them.
typedef union _GMutex { void *p; unsigned i[2]; } GMutex;
typedef struct _GRecMutex { void *p; unsigned i[2]; } GRecMutex;
void g_mutex_lock(GMutex *m);
void g_mutex_unlock(GMutex *m);
void g_rec_mutex_lock(GRecMutex *m);
void g_rec_mutex_unlock(GRecMutex *m);
struct bus { GMutex m; GRecMutex r; void (*added)(struct bus *, void *); int n; };
static void tell(struct bus *b, void *what) {
  if (b->added)
    b->added(b, what);
}
static void tell_all(struct bus *b) { tell(b, 0); }
void deep_bad(void *data) {
  struct bus *self = data;
  g_mutex_lock(&self->m);
  tell_all(self); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' of an argument is held while {{.*}} deadlock if that calls back
  g_mutex_unlock(&self->m);
}
void other_ok(struct bus *mine, struct bus *other) {
  g_mutex_lock(&mine->m);
  tell_all(other);
  g_mutex_unlock(&mine->m);
}
int count(struct bus *b) {
  g_mutex_lock(&b->m);
  int n = b->n;
  g_mutex_unlock(&b->m);
  return n;
}
void again_bad(struct bus *b) {
  g_mutex_lock(&b->m);
  count(b); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'm' of an argument
  g_mutex_unlock(&b->m);
}
int count_many(struct bus *b) {
  g_rec_mutex_lock(&b->r);
  int n = b->n;
  g_rec_mutex_unlock(&b->r);
  return n;
}
void again_ok(struct bus *b) {
  g_rec_mutex_lock(&b->r);
  count_many(b);
  g_rec_mutex_unlock(&b->r);
}

// The object by a variable of one's own.
struct client { struct loop *of; };
struct table { void (*gone)(struct loop *); };
static struct table *host;
void host_is(struct table *t) { host = t; }
void leave_bad(struct client *c) {
  struct loop *of = c->of;
  pthread_mutex_lock(&of->lock);
  host->gone(of); // CHECK: :[[@LINE]]:{{.*}}warning: 'of.lock' of an argument is held while {{.*}} deadlock if that calls back
  pthread_mutex_unlock(&of->lock);
}
void leave_ok(struct client *c, struct loop *other) {
  struct loop *of = c->of;
  pthread_mutex_lock(&of->lock);
  of = other;
  host->gone(other);
  pthread_mutex_unlock(&c->of->lock);
}
