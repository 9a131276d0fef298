// RUN: not %cleanexit check --checks=cleanup-lock-held-over-wait %s -- -std=c17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A function that is handed on is not null, one that takes more than it is given is
// not what is meant, and what was read through is there.
#include <pthread.h>
#include <stddef.h>
#include <unistd.h>

// By way of two functions.
typedef void (*done_fn)(int);
static void await(void) { sleep(5); }
static int start_sized(size_t stack, done_fn done) {
  (void)stack;
  if (!done)
    await();
  return 0;
}
static int start(done_fn done) { return start_sized(0, done); }
static void note(int result) { (void)result; }
struct volume {
  pthread_mutex_t lock;
  int up;
};
void up_ok(struct volume *v) {
  pthread_mutex_lock(&v->lock);
  v->up = start(note);
  pthread_mutex_unlock(&v->lock);
}
void up_bad(struct volume *v) {
  pthread_mutex_lock(&v->lock);
  v->up = start(NULL); // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: 'lock' of an argument is held while 'up_bad' sleeps
  pthread_mutex_unlock(&v->lock);
}
int is_up(struct volume *v) {
  pthread_mutex_lock(&v->lock);
  int up = v->up;
  pthread_mutex_unlock(&v->lock);
  return up;
}

// What the operation calls has two parameters.
typedef void (*any_fn)(void *);
typedef void (*two_fn)(void *, int);
typedef void (*three_fn)(void *, int, const char *);
struct frame {
  any_fn back;
  void *cookie;
};
struct inode {
  pthread_mutex_t lock;
  int running;
};
static void renamed(void *cookie, int result, const char *to) {
  struct inode *i = cookie;
  (void)to;
  pthread_mutex_lock(&i->lock);
  i->running -= result;
  pthread_mutex_unlock(&i->lock);
}
void ask(struct frame *f, struct inode *i) {
  three_fn fn = renamed;
  f->back = (any_fn)fn;
  f->cookie = i;
}
static void answer(struct inode *i, struct frame *f) {
  two_fn fn = NULL;
  fn = (two_fn)f->back;
  ++i->running;
  fn(f->cookie, 0);
}
void answer_ok(struct inode *i, struct frame *f) {
  pthread_mutex_lock(&i->lock);
  if (i->running)
    answer(i, f);
  pthread_mutex_unlock(&i->lock);
}
static void answer_renamed(struct inode *i, struct frame *f) {
  three_fn fn = NULL;
  fn = (three_fn)f->back;
  ++i->running;
  fn(f->cookie, 0, "to");
}
void rename_bad(struct inode *i, struct frame *f) {
  pthread_mutex_lock(&i->lock);
  if (i->running)
    answer_renamed(i, f); // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: deadlock: 'lock' of an argument
  pthread_mutex_unlock(&i->lock);
}

// Null is given back where the lock is.
struct entry {
  unsigned id;
  int *list;
};
struct cache {
  pthread_mutex_t lock;
  struct entry entries[64];
};
const struct entry *lookup(struct cache *c, unsigned id) {
  pthread_mutex_lock(&c->lock);
  const struct entry *e = c->entries + id % 64;
  if (e->list && e->id == id)
    return e;
  pthread_mutex_unlock(&c->lock);
  return NULL;
}
static void add(struct cache *c, unsigned id) {
  pthread_mutex_lock(&c->lock);
  c->entries[id % 64].id = id;
  pthread_mutex_unlock(&c->lock);
}
int resolve_ok(struct cache *c, unsigned id) {
  const struct entry *e = lookup(c, id);
  if (e) {
    int first = e->list[0];
    pthread_mutex_unlock(&c->lock);
    return first;
  }
  add(c, id);
  return 0;
}
int renew_bad(struct cache *c, unsigned id) {
  if (!lookup(c, id))
    return 0;
  add(c, id); // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: deadlock: 'lock' of an argument
  return 1;
}
