// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- | FileCheck %s --implicit-check-not=warning:
// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -x c++ | FileCheck %s --implicit-check-not=warning:
// The routine of pthread_cleanup_push may be in a variable.
#include <pthread.h>
#include <unistd.h>

static void slow(void *p) {
  sleep(5);
}
// CHECK: :[[@LINE-2]]:3: warning: thread cleanup handler 'slow'
static void quick(void *p) {}
static void rest(void *p) { sleep(5); }

void variable_bad(void) {
  void (*h)(void *) = slow;
  pthread_cleanup_push(h, 0);
  pthread_cleanup_pop(1);
}
void variable_ok(void) {
  void (*h)(void *) = quick;
  pthread_cleanup_push(h, 0);
  pthread_cleanup_pop(1);
  rest(0);
}
