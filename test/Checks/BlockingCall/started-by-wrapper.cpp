// RUN: not %cleanexit check --checks=cleanup-blocking-call %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What a wrapper keeps for a thread says at once that it runs.
#include <pthread.h>
#include <semaphore.h>
#include <unistd.h>

struct Job {
  void *(*entry)(void *);
  void *argument;
};
static void *runJob(void *given) {
  Job *job = static_cast<Job *>(given);
  Job mine = *job;
  delete job;
  return mine.entry(mine.argument);
}
static int launch(pthread_t *id, void *(*entry)(void *), void *argument) {
  return pthread_create(id, nullptr, runJob, new Job{entry, argument});
}

struct Ready {
  int *turns;
  sem_t running;
};
static void *turn(void *given) {
  Ready *ready = static_cast<Ready *>(given);
  int *turns = ready->turns;
  sem_post(&ready->running);
  ++*turns;
  return nullptr;
}
struct Starts_ok {
  int turns = 0;
  pthread_t thread{};
  ~Starts_ok() {
    Ready ready{&turns, {}};
    sem_init(&ready.running, 0, 0);
    if (launch(&thread, turn, &ready) == 0)
      sem_wait(&ready.running);
  }
};

struct Reads_bad {
  sem_t done;
  char buffer[16];
  pthread_t thread{};
  static void *readAll(void *given) {
    Reads_bad *reader = static_cast<Reads_bad *>(given);
    if (read(0, reader->buffer, sizeof reader->buffer) >= 0)
      sem_post(&reader->done);
    return nullptr;
  }
  ~Reads_bad() {
    sem_init(&done, 0, 0);
    if (launch(&thread, readAll, this) == 0)
      sem_wait(&done); // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: destructor 'Reads_bad::~Reads_bad' waits for other threads ('sem_wait')
  }
};
