// RUN: not %cleanexit check %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Of a loop that is left when nothing has come in time, only the last turn takes
// all of that.
#include <poll.h>
#include <pthread.h>

struct one { pthread_mutex_t lock; struct pollfd fd; };
int step(void);
static int short_waits(struct pollfd *fd) {
  while (step()) {
    int n = poll(fd, 1, 5);
    if (n == 0)
      return 0;
  }
  return 1;
}
int short_ok(struct one *o) {
  pthread_mutex_lock(&o->lock);
  int n = short_waits(&o->fd);
  pthread_mutex_unlock(&o->lock);
  return n;
}

struct two { pthread_mutex_t lock; struct pollfd fd; };
static int long_waits(struct pollfd *fd) {
  for (;;) {
    int n = poll(fd, 1, 200);
    if (n <= 0)
      break;
  }
  return 1;
}
int long_bad(struct two *t) {
  pthread_mutex_lock(&t->lock);
  // CHECK: :[[@LINE+1]]:{{.*}}warning: 'lock' of an argument is held {{.*}}('poll') for up to 200 ms
  int n = long_waits(&t->fd);
  pthread_mutex_unlock(&t->lock);
  return n;
}

// Here it goes on.
struct three { pthread_mutex_t lock; struct pollfd fd; };
static int all_waits(struct pollfd *fd) {
  while (step()) {
    int n = poll(fd, 1, 5);
    if (n < 0)
      return 0;
  }
  return 1;
}
int all_bad(struct three *t) {
  pthread_mutex_lock(&t->lock);
  // CHECK: :[[@LINE+1]]:{{.*}}warning: 'lock' of an argument is held {{.*}}('poll') with no bound
  int n = all_waits(&t->fd);
  pthread_mutex_unlock(&t->lock);
  return n;
}
