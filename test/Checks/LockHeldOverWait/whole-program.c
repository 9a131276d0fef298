// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// In a program that is seen with its main(), all that one file's functions put into a
// struct's member is known: what does not come to the lock does not come back for it.

#include <pthread.h>
#include <stdlib.h>

struct job {
  void (*cancel)(struct job *of);
  void (*report)(struct job *of);
  struct job *next;
};
struct pool {
  pthread_mutex_t guard;
  struct job *queue, *active;
};
static struct pool pool = {.guard = PTHREAD_MUTEX_INITIALIZER};

static void pool_add(struct pool *p, struct job *j) {
  pthread_mutex_lock(&p->guard);
  j->next = p->queue;
  p->queue = j;
  pthread_mutex_unlock(&p->guard);
}
void pool_shutdown_ok(struct pool *p) {
  pthread_mutex_lock(&p->guard);
  p->active->cancel(p->active);
  pthread_mutex_unlock(&p->guard);
}
void pool_report_bad(struct pool *p) {
  pthread_mutex_lock(&p->guard);
  p->active->report(p->active); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: {{.*}}'pool_report_bad'
  pthread_mutex_unlock(&p->guard);
}

static int cancelled;
static void cancel(struct job *of) { cancelled = 1; }
static void report(struct job *of) { pool_add(&pool, of); }

int main(void) {
  struct job *j = calloc(1, sizeof *j);
  j->cancel = cancel;
  j->report = report;
  pool_add(&pool, j);
  pool_report_bad(&pool);
  pool_shutdown_ok(&pool);
  return 0;
}
