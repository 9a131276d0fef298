// RUN: not %cleanexit check %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What a wrapper keeps for its thread to run is what that runs, and the thread
// is known by the wrapper that the caller has.
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

struct thread {
  pthread_t id;
};
typedef void (*routine)(void *);
struct job {
  routine run;
  void *arg;
};
static void *helper(void *arg) {
  struct job job = *(struct job *)arg;
  free(arg);
  job.run(job.arg);
  return NULL;
}
static int start(struct thread *t, routine run, void *arg) {
  struct job *job = malloc(sizeof *job);
  job->run = run;
  job->arg = arg;
  return pthread_create(&t->id, NULL, helper, job);
}
static void join(struct thread *t) { pthread_join(t->id, NULL); }

// It is joined only where it has said, as its last act, that it is done.
struct server {
  pthread_mutex_t lock;
  bool done, finished;
  int timer;
};
bool drain(struct server *);
void run_events(struct server *);
static void (*timers)(int);
static void update(int timer) { timers(timer); }
static void shut_down(void *opaque) {
  struct server *s = opaque;
  bool done = false;
  if (drain(s)) {
    sleep(10);
    done = true;
  }
  pthread_mutex_lock(&s->lock);
  s->done = done;
  update(s->timer);
  pthread_mutex_unlock(&s->lock);
}
void serve_ok(struct server *s) {
  struct thread thread;
  pthread_mutex_lock(&s->lock);
  if (start(&thread, shut_down, s) != 0)
    abort();
  while (!s->finished) {
    pthread_mutex_unlock(&s->lock);
    run_events(s);
    pthread_mutex_lock(&s->lock);
  }
  if (s->done)
    join(&thread);
  pthread_mutex_unlock(&s->lock);
}

// Of two threads only one needs the lock.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int count;
struct relay {
  struct thread reader, writer;
};
static void read_all(void *arg) {
  pthread_mutex_lock(&lock);
  ++count;
  pthread_mutex_unlock(&lock);
}
static void write_all(void *arg) {}
void begin(struct relay *r) {
  start(&r->reader, read_all, r);
  start(&r->writer, write_all, r);
}
void end_reader_bad(struct relay *r) {
  pthread_mutex_lock(&lock);
  // CHECK: :[[@LINE+1]]:{{.*}}warning: 'lock' is held {{.*}}deadlock: the awaited thread needs the same lock
  join(&r->reader);
  pthread_mutex_unlock(&lock);
}
void end_writer_bad(struct relay *r) {
  pthread_mutex_lock(&lock);
  // CHECK: :[[@LINE+1]]:{{.*}}warning: 'lock' is held {{.*}}whoever wants the lock waits as long
  join(&r->writer);
  pthread_mutex_unlock(&lock);
}
