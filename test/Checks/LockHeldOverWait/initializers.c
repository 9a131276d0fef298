// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Who may take a mutex again is said where it is made, also by an initializer.
#define _GNU_SOURCE
#include <pthread.h>

static pthread_mutex_t again = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static pthread_mutex_t once = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t spins = PTHREAD_ADAPTIVE_MUTEX_INITIALIZER_NP;
static int level;

static void deeper(pthread_mutex_t *m) {
  pthread_mutex_lock(m);
  ++level;
  pthread_mutex_unlock(m);
}
void global_ok(void) {
  pthread_mutex_lock(&again);
  deeper(&again);
  pthread_mutex_unlock(&again);
}
void plain_bad(void) {
  pthread_mutex_lock(&once);
  deeper(&once); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'once'
  pthread_mutex_unlock(&once);
}
void adaptive_bad(void) {
  pthread_mutex_lock(&spins);
  deeper(&spins); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'spins'
  pthread_mutex_unlock(&spins);
}

struct tree {
  pthread_mutex_t nodes;
  pthread_mutex_t leaves;
};
static struct tree tree = {PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP,
                           PTHREAD_MUTEX_INITIALIZER};
void member_ok(struct tree *t) {
  pthread_mutex_lock(&t->nodes);
  deeper(&t->nodes);
  pthread_mutex_unlock(&t->nodes);
}
void member_bad(struct tree *t) {
  pthread_mutex_lock(&t->leaves);
  deeper(&t->leaves); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'leaves' of an argument
  pthread_mutex_unlock(&t->leaves);
}
void walk(void) {
  member_ok(&tree);
  member_bad(&tree);
}
