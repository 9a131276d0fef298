// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <pthread.h>
#include <time.h>
#include <unistd.h>

struct Join_bad { pthread_t T; ~Join_bad() { pthread_join(T, nullptr); } };
// CHECK: 'Join_bad::~Join_bad' waits for a thread to end {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}pthread_join() returns when the thread has ended
struct Join_ok { pthread_t T; ~Join_ok() { pthread_detach(T); } };

struct Condition_bad {
  pthread_mutex_t M;
  pthread_cond_t C;
  ~Condition_bad() {
    pthread_mutex_lock(&M);
    pthread_cond_wait(&C, &M);
    // CHECK: 'Condition_bad::~Condition_bad' {{.*}}with no bound
    // CHECK: note: {{.*}}when somebody signals the condition
    pthread_mutex_unlock(&M);
  }
};

// Its own mutex is free while a condition waits; another one is not.
struct Held {
  pthread_mutex_t M, Other;
  pthread_cond_t C;
  void wait_ok() {
    pthread_mutex_lock(&M);
    pthread_cond_wait(&C, &M);
    pthread_mutex_unlock(&M);
  }
  void wait_bad() {
    pthread_mutex_lock(&Other);
    pthread_mutex_lock(&M);
    pthread_cond_wait(&C, &M);
    // CHECK: Held::wait_bad{{.*}}[cleanup-lock-held-over-wait]
    pthread_mutex_unlock(&M);
    pthread_mutex_unlock(&Other);
  }
};
