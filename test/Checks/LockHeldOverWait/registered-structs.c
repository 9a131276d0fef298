// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// Callbacks in structs that are registered under the lock: one that registers
// another, or itself no more, comes back for it.

#include <pthread.h>
#include <stddef.h>

struct watcher {
  struct watcher *next;
  void (*seen)(void *arg, int what);
  void *arg;
};
struct bus {
  pthread_mutex_t guard;
  struct watcher *first;
};
void bus_add(struct bus *b, struct watcher *w) {
  pthread_mutex_lock(&b->guard);
  w->next = b->first;
  b->first = w;
  pthread_mutex_unlock(&b->guard);
}
void bus_tell_bad(struct bus *b, int what) {
  pthread_mutex_lock(&b->guard);
  for (struct watcher *w = b->first; w; w = w->next)
    // CHECK: [[@LINE+1]]:5: warning: 'guard' of an argument is held while 'bus_tell_bad' runs code that others have chosen; deadlock if that calls back into the object
    w->seen(w->arg, what);
  pthread_mutex_unlock(&b->guard);
}
void bus_tell_ok(struct bus *b, int what) {
  struct watcher *w;
  pthread_mutex_lock(&b->guard);
  w = b->first;
  pthread_mutex_unlock(&b->guard);
  if (w)
    w->seen(w->arg, what);
}

// What is made with its callbacks, and never is given others, has them for itself.
struct codec {
  void (*encode)(void *arg, int what);
  void *arg;
};
struct stream {
  pthread_mutex_t order;
  const struct codec *codec;
};
void stream_init(struct stream *s, const struct codec *c) {
  s->codec = c;
  pthread_mutex_init(&s->order, NULL);
}
void stream_put_ok(struct stream *s, int what) {
  pthread_mutex_lock(&s->order);
  s->codec->encode(s->codec->arg, what);
  pthread_mutex_unlock(&s->order);
}
