// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What a struct of functions does for its object is C's method; what it is told
// of is a callback. Events are read when they come.
#include <pthread.h>
#include <sys/inotify.h>
#include <unistd.h>

struct bus {
  pthread_mutex_t lock;
  int (*xfer)(struct bus *, int, int *);
  void (*on_error)(struct bus *, int);
};
int read_ok(struct bus *b) {
  int value = 0;
  pthread_mutex_lock(&b->lock);
  int rc = b->xfer(b, 1, &value);
  pthread_mutex_unlock(&b->lock);
  return rc ? rc : value;
}
void fail_bad(struct bus *b) {
  pthread_mutex_lock(&b->lock);
  b->on_error(b, 1); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}deadlock if that calls back
  pthread_mutex_unlock(&b->lock);
}

struct watch {
  pthread_mutex_t lock;
  int fd, polled;
};
void init(struct watch *w) {
  w->fd = inotify_init1(IN_CLOEXEC);
  w->polled = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
}
void pump_bad(struct watch *w) {
  char buffer[4096];
  pthread_mutex_lock(&w->lock);
  read(w->fd, buffer, sizeof buffer); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}('read')
  pthread_mutex_unlock(&w->lock);
}
void pump_ok(struct watch *w) {
  char buffer[4096];
  pthread_mutex_lock(&w->lock);
  read(w->polled, buffer, sizeof buffer);
  pthread_mutex_unlock(&w->lock);
}

// Whoever registers takes the lock that is held while he is told.
typedef void (*told)(void *, int);
struct sub { told tell; void *arg; struct sub *next; };
struct bus2 { pthread_mutex_t lock, other; struct sub *subs; told table[8]; int count; };
void add(struct bus2 *b, struct sub *s, told f, void *arg) {
  s->tell = f;
  s->arg = arg;
  pthread_mutex_lock(&b->lock);
  s->next = b->subs;
  b->subs = s;
  pthread_mutex_unlock(&b->lock);
}
void add_to_table(struct bus2 *b, told f) {
  pthread_mutex_lock(&b->lock);
  b->table[b->count++] = f;
  pthread_mutex_unlock(&b->lock);
}
void emit_bad(struct bus2 *b, int event) {
  pthread_mutex_lock(&b->lock);
  for (struct sub *s = b->subs; s; s = s->next)
    s->tell(s->arg, event); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}deadlock if that calls back
  pthread_mutex_unlock(&b->lock);
}
void emit_table_bad(struct bus2 *b, int event) {
  pthread_mutex_lock(&b->lock);
  for (int i = 0; i < b->count; ++i)
    b->table[i](0, event); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}deadlock if that calls back
  pthread_mutex_unlock(&b->lock);
}
void emit_ok(struct bus2 *b, int event) {
  pthread_mutex_lock(&b->other);
  for (struct sub *s = b->subs; s; s = s->next)
    s->tell(s->arg, event);
  pthread_mutex_unlock(&b->other);
}
// What gives one thing back knows of nothing else. TELLS is for the mutants:
// TELLS: deleter
struct cached { void (*deleter)(void *); void *value; struct cached *next; };
struct cache { pthread_mutex_t lock; struct cached *first; };
void keep(struct cache *c, struct cached *e, void (*deleter)(void *)) {
  e->deleter = deleter;
  pthread_mutex_lock(&c->lock);
  e->next = c->first;
  c->first = e;
  pthread_mutex_unlock(&c->lock);
}
void evict_ok(struct cache *c) {
  pthread_mutex_lock(&c->lock);
  if (c->first)
    c->first->deleter(c->first->value);
  pthread_mutex_unlock(&c->lock);
}
pthread_mutex_t hook_lock = PTHREAD_MUTEX_INITIALIZER;
told hook;
void on_hook(told f) {
  pthread_mutex_lock(&hook_lock);
  hook = f;
  pthread_mutex_unlock(&hook_lock);
}
void fire_bad(int event) {
  pthread_mutex_lock(&hook_lock);
  if (hook)
    hook(0, event); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}deadlock if that calls back
  pthread_mutex_unlock(&hook_lock);
}
void fire_ok(int event) {
  pthread_mutex_lock(&hook_lock);
  told f = hook;
  pthread_mutex_unlock(&hook_lock);
  if (f)
    f(0, event);
}
