// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// A thread's handle and the lock that it takes are of one struct.

#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>

struct mix {
  pthread_mutex_t users_lock;
  int users;
  sem_t frames;
  pthread_t thread;
  bool stop;
};
struct user {
  struct mix *mix;
};

static void *run_mix(void *arg) {
  struct mix *mix = arg;
  while (sem_wait(&mix->frames) == 0 && !mix->stop) {
    pthread_mutex_lock(&mix->users_lock);
    mix->users += 0;
    pthread_mutex_unlock(&mix->users_lock);
  }
  return 0;
}

bool start_mix(struct mix *mix) {
  return pthread_create(&mix->thread, 0, run_mix, mix) == 0;
}

static void stop_mix(struct mix *mix) {
  mix->stop = true;
  sem_post(&mix->frames);
  pthread_join(mix->thread, 0);
}

void leave_bad(struct user *user) {
  struct mix *mix = user->mix;
  pthread_mutex_lock(&mix->users_lock);
  if (--mix->users == 0)
    // CHECK: [[@LINE+1]]:5: warning: 'mix.users_lock' of an argument is held while 'leave_bad' waits for a thread to end ('pthread_join') with no bound; deadlock: the awaited thread needs the same lock
    stop_mix(mix);
  pthread_mutex_unlock(&mix->users_lock);
}

void leave_ok(struct user *user) {
  struct mix *mix = user->mix;
  pthread_mutex_lock(&mix->users_lock);
  const bool last = --mix->users == 0;
  pthread_mutex_unlock(&mix->users_lock);
  if (last)
    stop_mix(mix);
}

// Another lock of the program, which the thread does not want.
struct table {
  pthread_mutex_t lock;
  struct mix *mix;
};
void forget_ok(struct table *table) {
  pthread_mutex_lock(&table->lock);
  stop_mix(table->mix);
  table->mix = 0;
  pthread_mutex_unlock(&table->lock);
}
