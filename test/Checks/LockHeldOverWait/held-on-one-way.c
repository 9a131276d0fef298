// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// A lock that is taken only if there is more than one thread: it is held where
// nothing asks about that.

#include <poll.h>
#include <pthread.h>

struct worker {
  pthread_mutex_t lock;
  int threads;
  int fd;
  int pending;
};

#define ENTER(W)                                                               \
  do {                                                                         \
    if ((W)->threads)                                                          \
      pthread_mutex_lock(&(W)->lock);                                          \
  } while (0)
#define EXIT(W)                                                                \
  do {                                                                         \
    if ((W)->threads)                                                          \
      pthread_mutex_unlock(&(W)->lock);                                        \
  } while (0)

int pending_ok(struct worker *w) {
  int n;
  ENTER(w);
  n = w->pending;
  EXIT(w);
  return n;
}

void wait_bad(struct worker *w) {
  struct pollfd fd = {w->fd, POLLIN, 0};
  ENTER(w);
  if (w->pending == 0)
    poll(&fd, 1, -1); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: {{.*}}'lock' {{.*}} is held while 'wait_bad' waits for input or output
  EXIT(w);
}

void wait_at_once_bad(struct worker *w) {
  struct pollfd fd = {w->fd, POLLIN, 0};
  ENTER(w);
  poll(&fd, 1, -1); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: {{.*}}'lock' {{.*}} is held while 'wait_at_once_bad' waits for input or output
  EXIT(w);
}

void wait_alone_ok(struct worker *w) {
  struct pollfd fd = {w->fd, POLLIN, 0};
  ENTER(w);
  w->pending = 0;
  if (!w->threads)
    poll(&fd, 1, -1);
  EXIT(w);
}

void wait_unlocked_ok(struct worker *w) {
  struct pollfd fd = {w->fd, POLLIN, 0};
  int locked = 0;
  if (w->threads) {
    pthread_mutex_lock(&w->lock);
    locked = 1;
  }
  w->pending = 0;
  if (!locked)
    poll(&fd, 1, -1);
  if (locked)
    pthread_mutex_unlock(&w->lock);
}

void wait_after_ok(struct worker *w) {
  struct pollfd fd = {w->fd, POLLIN, 0};
  ENTER(w);
  w->pending = 0;
  EXIT(w);
  if (w->fd > 0)
    poll(&fd, 1, -1);
}
