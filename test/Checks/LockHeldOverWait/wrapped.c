// RUN: not %cleanexit check %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Of structs around nothing but a lock, which one it is says the member, or the
// variable, that has it.
#include <pthread.h>
#include <stdlib.h>

struct mutex {
  pthread_mutex_t m;
};
void take(struct mutex *m) { pthread_mutex_lock(&m->m); }
void give(struct mutex *m) { pthread_mutex_unlock(&m->m); }

struct item {
  struct item *next;
  void *data;
  void (*end)(void *);
};
struct socket {
  struct item *items;
  struct mutex own;
};
struct topic {
  struct mutex own;
  int count;
};
static struct mutex all;
static void end_topic(void *arg) {
  struct topic *t = arg;
  take(&t->own);
  --t->count;
  give(&t->own);
}
void add(struct socket *s, struct topic *t) {
  struct item *i = calloc(1, sizeof *i);
  i->data = t;
  i->end = end_topic;
  i->next = s->items;
  s->items = i;
}
static void end(struct item *i) {
  i->end(i->data);
  free(i);
}
void close_ok(struct socket *s) {
  take(&all);
  while (s->items) {
    struct item *i = s->items;
    s->items = i->next;
    end(i);
  }
  give(&all);
}

static struct mutex users;
static int used;
static void drop(void) {
  take(&users);
  --used;
  give(&users);
}
void close_bad(void) {
  take(&users);
  // CHECK: :[[@LINE+1]]:{{.*}}warning: deadlock: 'users.m', which is held here, is taken again
  drop();
  give(&users);
}
