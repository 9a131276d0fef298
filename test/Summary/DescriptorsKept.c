// RUN: not %cleanexit check %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A descriptor that a struct keeps is what the parameter was that it was given.
#include <fcntl.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

struct monitor {
  pthread_mutex_t lock;
  int fd;
};
void open_ok(struct monitor *m, int fd) {
  m->fd = fd;
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}
void close_ok(struct monitor *m) { m->fd = -1; }
long tell_ok(struct monitor *m, const char *text, unsigned long size) {
  pthread_mutex_lock(&m->lock);
  long done = send(m->fd, text, size, 0);
  pthread_mutex_unlock(&m->lock);
  return done;
}

// Made to block, so that it blocks.
struct agent {
  pthread_mutex_t lock;
  int fd;
};
void open_bad(struct agent *a, int fd) {
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
  a->fd = fd;
}
long tell_bad(struct agent *a, const char *text, unsigned long size) {
  pthread_mutex_lock(&a->lock);
  // CHECK: :[[@LINE+1]]:{{.*}}warning: 'lock' of an argument is held {{.*}}('send')
  long done = send(a->fd, text, size, 0);
  pthread_mutex_unlock(&a->lock);
  return done;
}
