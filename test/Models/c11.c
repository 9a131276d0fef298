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

// What is run when a thread ends delays whoever joins it.
static cnd_t Condition;
static mtx_t Mutex;
static void late_bad(void *Given) { cnd_wait(&Condition, &Mutex); }
// CHECK: 'late_bad' {{.*}}[cleanup-blocking-call]
static void signal_ok(void *Given) { cnd_signal(&Condition); }
int keys(tss_t *A, tss_t *B) { return tss_create(A, late_bad) + tss_create(B, signal_ok); }
