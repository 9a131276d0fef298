// RUN: %check %s -- -std=c23 | FileCheck %s --implicit-check-not=_ok
#include <threads.h>

static void join_bad(thrd_t *T) { thrd_join(*T, nullptr); }
// CHECK: 'join_bad' waits for a thread to end {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}thrd_join() returns when the thread has ended

static void nap_bad(int *Ms) {
  struct timespec Nap = {1, 0};
  thrd_sleep(&Nap, 0);
}
// CHECK: 'nap_bad' sleeps {{.*}} 1 s
static void detach_ok(thrd_t *T) { thrd_detach(*T); }

void run(thrd_t Given) {
  __attribute__((cleanup(join_bad))) thrd_t A = Given;
  __attribute__((cleanup(nap_bad))) int B = 0;
  __attribute__((cleanup(detach_ok))) thrd_t C = Given;
}
