// Known to be wrong: FN_ is missed, FP_ is false.
// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
#include <cerrno>
#include <pthread.h>
#include <semaphore.h>
#include <sys/socket.h>
#include <unistd.h>

// Says as its first act that it has begun; what is cast in place has no class.
struct Reader {
  pthread_mutex_t lock;
  pthread_t thread;
  sem_t begun;
};
static void *read_all(void *arg) {
  sem_post(&static_cast<Reader *>(arg)->begun);
  sleep(100);
  return nullptr;
}
void FP_begin(Reader *r) {
  pthread_mutex_lock(&r->lock);
  if (pthread_create(&r->thread, nullptr, read_all, r) == 0)
    // CHECK: :[[@LINE+1]]:{{.*}}warning: 'lock' of an argument is held while 'FP_begin'
    sem_wait(&r->begun);
  pthread_mutex_unlock(&r->lock);
}

// A comparison that is returned at once.
struct Alone {
  pthread_mutex_t lock;
  int fd;
};
static bool would_block() { return errno == EAGAIN; }
long asked_ok(Alone *a, char *buffer) {
  pthread_mutex_lock(&a->lock);
  long got = recv(a->fd, buffer, 1, 0);
  if (got < 0 && would_block())
    got = 0;
  pthread_mutex_unlock(&a->lock);
  return got;
}
