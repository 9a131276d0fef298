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
