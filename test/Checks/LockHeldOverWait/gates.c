// RUN: not %cleanexit check %s -- > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A lock that somebody takes only to give it back at once is a gate: who holds
// it keeps others there on purpose.
#include <pthread.h>
#include <unistd.h>

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static pthread_t worker;
void pass_ok(void) {
  pthread_mutex_lock(&gate);
  pthread_mutex_unlock(&gate);
}
void halt_ok(void) {
  pthread_mutex_lock(&gate);
  pthread_join(worker, NULL);
  pthread_mutex_unlock(&gate);
}

// Something is done under this one.
static pthread_mutex_t counting = PTHREAD_MUTEX_INITIALIZER;
static pthread_t counter;
static int count;
void count_ok(void) {
  pthread_mutex_lock(&counting);
  ++count;
  pthread_mutex_unlock(&counting);
}
void halt_bad(void) {
  pthread_mutex_lock(&counting);
  // CHECK: :[[@LINE+1]]:{{.*}}warning: 'counting' is held while
  pthread_join(counter, NULL);
  pthread_mutex_unlock(&counting);
}

// This one is for those who have asked, and do not wait yet.
static pthread_mutex_t asking = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t asked = PTHREAD_COND_INITIALIZER;
static pthread_t asker;
void ask_ok(void) {
  pthread_mutex_lock(&asking);
  pthread_mutex_unlock(&asking);
  pthread_cond_broadcast(&asked);
}
void stop_bad(void) {
  pthread_mutex_lock(&asking);
  // CHECK: :[[@LINE+1]]:{{.*}}warning: 'asking' is held while
  pthread_join(asker, NULL);
  pthread_mutex_unlock(&asking);
}
