// RUN: not %cleanexit check %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Who asks errno whether a call would have blocked has a descriptor that does
// not block. Who only tries again tells nothing.
#include <errno.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>
struct conn1 {
  pthread_mutex_t mtx;
  int fd;
  char buf[100];
};
int asked_ok(struct conn1 *c) {
  pthread_mutex_lock(&c->mtx);
  int n = recv(c->fd, c->buf, sizeof c->buf, 0);
  if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
    n = 0;
  pthread_mutex_unlock(&c->mtx);
  return n;
}
struct conn2 {
  pthread_mutex_t mtx;
  int fd;
  char buf[100];
};
int kept_ok(struct conn2 *c) {
  pthread_mutex_lock(&c->mtx);
  int n = send(c->fd, c->buf, sizeof c->buf, 0);
  int err = errno;
  if (n < 0 && err != EAGAIN)
    n = -2;
  pthread_mutex_unlock(&c->mtx);
  return n;
}
struct conn3 {
  pthread_mutex_t mtx;
  int fd;
  char buf[100];
};
int again_bad(struct conn3 *c) {
  int n;
  pthread_mutex_lock(&c->mtx);
  do {
    // CHECK: :[[@LINE+1]]:{{.*}}warning: {{.*}}('recv')
    n = recv(c->fd, c->buf, sizeof c->buf, 0);
  } while (n < 0 && (errno == EINTR || errno == EAGAIN));
  pthread_mutex_unlock(&c->mtx);
  return n;
}
struct conn4 {
  pthread_mutex_t mtx;
  int fd;
  char buf[100];
};
int again2_bad(struct conn4 *c) {
  int n;
  pthread_mutex_lock(&c->mtx);
  for (;;) {
    // CHECK: :[[@LINE+1]]:{{.*}}warning: {{.*}}('recv')
    n = recv(c->fd, c->buf, sizeof c->buf, 0);
    if (n < 0 && (errno == EINTR || errno == EAGAIN))
      continue;
    break;
  }
  pthread_mutex_unlock(&c->mtx);
  return n;
}
struct conn5 {
  pthread_mutex_t mtx;
  int fd;
  char buf[100];
};
int begun_ok(struct conn5 *c, struct sockaddr *a, socklen_t l) {
  pthread_mutex_lock(&c->mtx);
  int n = connect(c->fd, a, l);
  if (n < 0 && errno == EINPROGRESS)
    n = 0;
  pthread_mutex_unlock(&c->mtx);
  return n;
}
struct conn6 {
  pthread_mutex_t mtx;
  int fd;
  char buf[100];
};
void arm(struct conn6 *c);
int chosen_ok(struct conn6 *c) {
  pthread_mutex_lock(&c->mtx);
  int n = recv(c->fd, c->buf, sizeof c->buf, 0);
  if (n < 0)
    switch (errno) {
    case EAGAIN:
      arm(c);
      break;
    default:
      n = -2;
    }
  pthread_mutex_unlock(&c->mtx);
  return n;
}
struct conn7 {
  pthread_mutex_t mtx;
  int fd;
  char buf[100];
};
int again3_bad(struct conn7 *c) {
  pthread_mutex_lock(&c->mtx);
  for (;;) {
    // CHECK: :[[@LINE+1]]:{{.*}}warning: {{.*}}('recv')
    int n = recv(c->fd, c->buf, sizeof c->buf, 0);
    if (n >= 0 || (errno != EINTR && errno != EAGAIN)) {
      pthread_mutex_unlock(&c->mtx);
      return n;
    }
  }
}
struct conn8 {
  pthread_mutex_t mtx;
  int fd;
  char buf[100];
};
int else_ok(struct conn8 *c) {
  pthread_mutex_lock(&c->mtx);
  for (;;) {
    int n = recv(c->fd, c->buf, sizeof c->buf, 0);
    if (n >= 0 || errno != EAGAIN) {
      pthread_mutex_unlock(&c->mtx);
      return n;
    }
    pthread_mutex_unlock(&c->mtx);
    usleep(100);
    pthread_mutex_lock(&c->mtx);
  }
}

// By functions of the project's.
static int last_error(void) { return errno; }
static int would_block(void) {
  int error = last_error();
  if (error == EAGAIN || error == EINPROGRESS)
    return 1;
  return 0;
}
struct conn9 {
  pthread_mutex_t mtx;
  int fd;
  char buf[100];
};
int helped_ok(struct conn9 *c) {
  pthread_mutex_lock(&c->mtx);
  int n = recv(c->fd, c->buf, sizeof c->buf, 0);
  if (n < 0 && !would_block())
    n = -2;
  pthread_mutex_unlock(&c->mtx);
  return n;
}
struct conn10 {
  pthread_mutex_t mtx;
  int fd;
  char buf[100];
};
static long conn10_read(struct conn10 *c) {
  return recv(c->fd, c->buf, sizeof c->buf, 0);
}
int wrapped_ok(struct conn10 *c) {
  pthread_mutex_lock(&c->mtx);
  long n = conn10_read(c);
  if (n < 0 && would_block())
    n = 0;
  pthread_mutex_unlock(&c->mtx);
  return (int)n;
}
struct conn11 {
  pthread_mutex_t mtx;
  int fd;
  char buf[100];
};
static long conn11_read(struct conn11 *c) {
  return recv(c->fd, c->buf, sizeof c->buf, 0);
}
static int is_closed(void) {
  return errno == EPIPE || errno == ECONNRESET;
}
int wrapped_bad(struct conn11 *c) {
  pthread_mutex_lock(&c->mtx);
  // CHECK: :[[@LINE+1]]:{{.*}}warning: {{.*}}('recv')
  long n = conn11_read(c);
  if (n < 0 && is_closed())
    n = 0;
  pthread_mutex_unlock(&c->mtx);
  return (int)n;
}

// Kept, and asked in what is returned.
struct conn12 {
  pthread_mutex_t mtx;
  int fd;
  char buf[100];
};
static int usable(struct conn12 *c) {
  int error = 0;
  long n = recv(c->fd, c->buf, 2, MSG_PEEK);
  if (n < 0)
    error = errno;
  else if (n == 0)
    error = -1;
  return error == 0 || error == EAGAIN;
}
int returned_ok(struct conn12 *c) {
  pthread_mutex_lock(&c->mtx);
  int n = usable(c);
  pthread_mutex_unlock(&c->mtx);
  return n;
}
struct conn13 {
  pthread_mutex_t mtx;
  int fd;
  char buf[100];
};
static int broken(struct conn13 *c) {
  int error = 0;
  long n = recv(c->fd, c->buf, 2, MSG_PEEK);
  if (n < 0)
    error = errno;
  return error == EPIPE || error == ECONNRESET;
}
int returned_bad(struct conn13 *c) {
  pthread_mutex_lock(&c->mtx);
  // CHECK: :[[@LINE+1]]:{{.*}}warning: {{.*}}('recv')
  int n = broken(c);
  pthread_mutex_unlock(&c->mtx);
  return n;
}
