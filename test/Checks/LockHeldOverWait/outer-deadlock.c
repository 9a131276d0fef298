// RUN: not %cleanexit check %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Two locks are held at a join: the thread hears the request to stop, and at last
// takes the outer one.
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct link_bad {
  pthread_t thread;
  atomic_bool stopped;
  void (*closed)(void *);
  void *arg;
};
struct table_bad {
  pthread_mutex_t open;
  struct link_bad *link;
};
struct client_bad {
  pthread_mutex_t access;
  struct table_bad *table;
  int up;
};

static void *serve_bad(void *p) {
  struct link_bad *l = p;
  while (!atomic_load(&l->stopped))
    ;
  l->closed(l->arg);
  return NULL;
}
static void end_bad(struct link_bad *l) {
  atomic_store(&l->stopped, 1);
  pthread_join(l->thread, NULL);
}
void table_close_bad(struct table_bad *t) {
  pthread_mutex_lock(&t->open);
  end_bad(t->link);
  t->link = NULL;
  pthread_mutex_unlock(&t->open);
}
static void on_closed_bad(void *p) {
  struct client_bad *c = p;
  pthread_mutex_lock(&c->access);
  c->up = 0;
  pthread_mutex_unlock(&c->access);
}
int attach_bad(struct client_bad *c) {
  c->table->link->closed = on_closed_bad;
  c->table->link->arg = c;
  return pthread_create(&c->table->link->thread, NULL, serve_bad,
                        c->table->link);
}
void abort_bad(struct client_bad *c) {
  pthread_mutex_lock(&c->access);
  table_close_bad(c->table); // CHECK: :[[@LINE]]:{{.*}}warning: 'access' of an argument is held while 'abort_bad' waits for a thread to end {{.*}}; deadlock if the 'client_bad::access'
  pthread_mutex_unlock(&c->access);
}

// The thread takes neither.
struct link_ok {
  pthread_t thread;
  atomic_bool stopped;
};
struct table_ok {
  pthread_mutex_t open;
  struct link_ok *link;
};
struct client_ok {
  pthread_mutex_t access;
  struct table_ok *table;
};
static void *serve_ok(void *p) {
  struct link_ok *l = p;
  while (!atomic_load(&l->stopped))
    ;
  return NULL;
}
void table_close_ok(struct table_ok *t) {
  pthread_mutex_lock(&t->open);
  atomic_store(&t->link->stopped, 1);
  pthread_join(t->link->thread, NULL);
  pthread_mutex_unlock(&t->open);
}
int attach_ok(struct client_ok *c) {
  return pthread_create(&c->table->link->thread, NULL, serve_ok,
                        c->table->link);
}
void abort_ok(struct client_ok *c) {
  pthread_mutex_lock(&c->access);
  table_close_ok(c->table);
  pthread_mutex_unlock(&c->access);
}
