// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Of C: the lock of one struct, whatever the functions call it.
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

struct line {
  pthread_mutex_t lock;
  int fd;
};

void put_ok(struct line *l, const char *s, size_t n) {
  pthread_mutex_lock(&l->lock);
  send(l->fd, s, n, 0);
  pthread_mutex_unlock(&l->lock);
}

void get_ok(char *into, size_t n, struct line *from) {
  pthread_mutex_lock(&from->lock);
  recv(from->fd, into, n, 0);
  pthread_mutex_unlock(&from->lock);
}

void rest_ok(struct line *line) {
  pthread_mutex_lock(&line->lock);
  usleep(500000);
  pthread_mutex_unlock(&line->lock);
}

struct gate {
  pthread_mutex_t lock;
  int fd;
  int open;
};

void knock_bad(struct gate *g) {
  pthread_mutex_lock(&g->lock);
  send(g->fd, "?", 1, 0); // CHECK: :[[@LINE]]:{{.*}}warning: 'lock' of an argument is held
  pthread_mutex_unlock(&g->lock);
}

void listen_bad(struct gate *g, char *into) {
  pthread_mutex_lock(&g->lock);
  recv(g->fd, into, 1, 0); // CHECK: :[[@LINE]]:{{.*}}warning: 'lock' of an argument is held
  pthread_mutex_unlock(&g->lock);
}

int is_open_ok(struct gate *g) {
  pthread_mutex_lock(&g->lock);
  int open = g->open;
  pthread_mutex_unlock(&g->lock);
  return open;
}

// Behind a void pointer: who takes what is there for a driver says what it is.
struct mutex {
  pthread_mutex_t lock;
};
static void mutex_lock(struct mutex *m) { pthread_mutex_lock(&m->lock); }
static void mutex_unlock(struct mutex *m) { pthread_mutex_unlock(&m->lock); }

struct connection {
  void *private_data;
};

struct driver {
  struct mutex lock;
  int fd;
};

void define_ok(struct connection *c) {
  struct driver *d = c->private_data;
  mutex_lock(&d->lock);
  send(d->fd, "d", 1, 0);
  mutex_unlock(&d->lock);
}

void start_ok(struct connection *c) {
  struct driver *started = c->private_data;
  mutex_lock(&started->lock);
  send(started->fd, "s", 1, 0);
  mutex_unlock(&started->lock);
}

void ask_ok(struct connection *c, char *into) {
  struct driver *asked = c->private_data;
  mutex_lock(&asked->lock);
  recv(asked->fd, into, 1, 0);
  mutex_unlock(&asked->lock);
}

struct other_driver {
  struct mutex lock;
  int fd;
  int open;
};

void open_bad(struct connection *c) {
  struct other_driver *o = c->private_data;
  mutex_lock(&o->lock);
  send(o->fd, "o", 1, 0); // CHECK: :[[@LINE]]:{{.*}}warning: 'private_data.lock.lock' of an argument is held
  o->open = 1;
  mutex_unlock(&o->lock);
}

int opened_ok(struct connection *c) {
  struct other_driver *o = c->private_data;
  mutex_lock(&o->lock);
  int open = o->open;
  mutex_unlock(&o->lock);
  return open;
}

// A getter makes one for each that it is asked for.
#include <stdlib.h>
struct made_once {
  struct mutex *made;
};
static struct mutex *get(struct made_once *once) {
  struct mutex *m = once->made;
  if (m)
    return m;
  m = calloc(1, sizeof *m);
  pthread_mutex_init(&m->lock, NULL);
  once->made = m;
  return m;
}
static struct made_once for_waits, for_one;
static int traps;

void add_trap_ok(int fd) {
  struct mutex *m = get(&for_waits);
  mutex_lock(m);
  send(fd, "a", 1, 0);
  mutex_unlock(m);
}
void drop_trap_ok(int fd) {
  struct mutex *m = get(&for_waits);
  mutex_lock(m);
  send(fd, "d", 1, 0);
  mutex_unlock(m);
}
void set_trap_ok(int fd) {
  struct mutex *m = get(&for_waits);
  mutex_lock(m);
  send(fd, "s", 1, 0);
  mutex_unlock(m);
}
void send_one_bad(int fd) {
  struct mutex *m = get(&for_one);
  mutex_lock(m);
  send(fd, "1", 1, 0); // CHECK: :[[@LINE]]:{{.*}}warning: 'm.lock' is held
  ++traps;
  mutex_unlock(m);
}
int count_ok(void) {
  struct mutex *m = get(&for_one);
  mutex_lock(m);
  int n = traps;
  mutex_unlock(m);
  return n;
}
