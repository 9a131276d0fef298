// RUN: not %cleanexit check %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A helper is handed descriptors of all kinds; each caller answers for its own.
#include <fcntl.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

static int put(int fd, const char *text, size_t n) { return send(fd, text, n, 0); }
static int put_far(int fd, const char *text, size_t n) { return put(fd, text, n); }

struct peers {
  pthread_mutex_t lock;
  int calm, known, ends[2], log, pair, gram;
  int count;
};

void open_all(struct peers *p, int fd) {
  fcntl(p->calm, F_SETFL, O_NONBLOCK);
  p->known = fd;
  pipe(p->ends);
  p->log = open("log", O_WRONLY);
  int pair[2];
  socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
  p->pair = pair[0];
  p->gram = socket(AF_INET, SOCK_DGRAM, 0);
}

void calm_ok(struct peers *p) {
  pthread_mutex_lock(&p->lock);
  put_far(p->calm, "a", 1);
  pthread_mutex_unlock(&p->lock);
}
void pipe_ok(struct peers *p) {
  pthread_mutex_lock(&p->lock);
  put(p->ends[1], "a", 1);
  pthread_mutex_unlock(&p->lock);
}
void file_ok(struct peers *p) {
  pthread_mutex_lock(&p->lock);
  put_far(p->log, "a", 1);
  pthread_mutex_unlock(&p->lock);
}
void pair_ok(struct peers *p) {
  pthread_mutex_lock(&p->lock);
  put(p->pair, "a", 1);
  pthread_mutex_unlock(&p->lock);
}
void gram_ok(struct peers *p) {
  pthread_mutex_lock(&p->lock);
  put(p->gram, "a", 1);
  pthread_mutex_unlock(&p->lock);
}
void known_bad(struct peers *p) {
  pthread_mutex_lock(&p->lock);
  put_far(p->known, "a", 1); // CHECK: :[[@LINE]]:{{.*}}warning: 'lock' of an argument is held{{.*}}with no bound
  pthread_mutex_unlock(&p->lock);
}
int count_ok(struct peers *p) {
  pthread_mutex_lock(&p->lock);
  int n = p->count;
  pthread_mutex_unlock(&p->lock);
  return n;
}

// A getter that gives one of two.
static int calm_fd, busy_fd, quick;
static int pick(void) {
  if (quick)
    return calm_fd;
  return busy_fd;
}
void calm_down(void) { fcntl(calm_fd, F_SETFL, O_NONBLOCK); }
void pick_bad(struct peers *p) {
  pthread_mutex_lock(&p->lock);
  send(pick(), "a", 1, 0); // CHECK: :[[@LINE]]:{{.*}}warning: 'lock' of an argument is held
  pthread_mutex_unlock(&p->lock);
}
