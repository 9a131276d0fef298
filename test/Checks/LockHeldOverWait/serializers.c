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

void rest_bad(struct gate *g) {
  pthread_mutex_lock(&g->lock);
  usleep(500000); // CHECK: :[[@LINE]]:{{.*}}warning: 'lock' of an argument is held
  pthread_mutex_unlock(&g->lock);
}

int is_open_ok(struct gate *g) {
  pthread_mutex_lock(&g->lock);
  int open = g->open;
  pthread_mutex_unlock(&g->lock);
  return open;
}
