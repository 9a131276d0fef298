// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// STD: gnu17
// TELLS: clb
// Locks in a struct of their own, taken by functions; and a callback that is
// handed the object whose lock is held.
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

struct mutex {
  pthread_mutex_t handle;
};
static inline void mutex_lock(struct mutex *m) { pthread_mutex_lock(&m->handle); }
static inline void mutex_unlock(struct mutex *m) { pthread_mutex_unlock(&m->handle); }

struct connection {
  struct connection *next;
  int streams;
};
typedef void(acquired_fn)(struct connection *c, int error, void *data);
struct request {
  struct request *next;
  acquired_fn *callback;
  void *data;
};
struct pool {
  struct mutex lock;
  struct connection *idle;
  struct request *pending;
};
static void pool_release(struct pool *pool, struct connection *c) {
  struct request *next = NULL;
  mutex_lock(&pool->lock);
  if (pool->pending) {
    next = pool->pending;
    pool->pending = next->next;
  } else {
    c->next = pool->idle;
    pool->idle = c;
  }
  mutex_unlock(&pool->lock);
  if (next) {
    next->callback(c, 0, next->data);
    free(next);
  }
}

struct manager {
  struct mutex lock;
  struct pool *pool;
  int open;
};
static void lock_manager(struct manager *m) { mutex_lock(&m->lock); }
static void unlock_manager(struct manager *m) { mutex_unlock(&m->lock); }
static void on_acquired(struct connection *c, int error, void *data) {
  struct manager *m = data;
  lock_manager(m);
  if (!error)
    m->open += c->streams;
  unlock_manager(m);
}
void complete_bad(struct manager *m, struct connection *c) {
  lock_manager(m);
  --m->open;
  if (--c->streams == 0)
    // CHECK: [[@LINE+1]]:5: warning: deadlock: 'lock.handle' of an argument, which is held here, is taken again by the callback 'on_acquired' and is not recursive
    pool_release(m->pool, c);
  unlock_manager(m);
}
void complete_ok(struct manager *m, struct connection *c) {
  bool last = false;
  lock_manager(m);
  --m->open;
  last = --c->streams == 0;
  unlock_manager(m);
  if (last)
    pool_release(m->pool, c);
}
int wait_in_line(struct manager *m) {
  struct request *r = calloc(1, sizeof *r);
  if (!r)
    return -1;
  r->callback = on_acquired;
  r->data = m;
  mutex_lock(&m->pool->lock);
  r->next = m->pool->pending;
  m->pool->pending = r;
  mutex_unlock(&m->pool->lock);
  return 0;
}

// Whoever is given the session may end it, and asks whether that is all.
struct session {
  int status;
  pthread_mutex_t lock;
};
typedef int (*session_clb)(const char *name, struct session *s);
struct server {
  const char *name;
  session_clb clb;
};
void session_end(struct session *s) {
  pthread_mutex_lock(&s->lock);
  s->status = 1;
  pthread_mutex_unlock(&s->lock);
}
int hand_over_bad(struct session *s, const struct server *by) {
  int rc;
  pthread_mutex_lock(&s->lock);
  // CHECK: [[@LINE+1]]:8: warning: 'lock' of an argument is held while 'hand_over_bad' runs code that others have chosen; deadlock if that calls back into the object
  rc = by->clb(by->name, s);
  pthread_mutex_unlock(&s->lock);
  return rc;
}
int hand_over_ok(struct session *s, const struct server *by) {
  int rc = by->clb(by->name, s);
  pthread_mutex_lock(&s->lock);
  s->status = rc;
  pthread_mutex_unlock(&s->lock);
  return rc;
}
