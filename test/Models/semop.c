// RUN: not %cleanexit check --checks=cleanup-blocking-call %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Who only adds to a semaphore waits for nobody; nor does IPC_NOWAIT.
#include <sys/ipc.h>
#include <sys/sem.h>

static int set = -1;
static int change(short by, short flags) {
  struct sembuf op;
  op.sem_num = 0;
  op.sem_op = by;
  op.sem_flg = flags;
  return semop(set, &op, 1);
}
static void raised_ok(int *p) { *p = change(1, 0); }
static void lowered_bad(int *p) {
  *p = change(-1, 0); // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: cleanup function 'lowered_bad' waits for other threads ('semop')
}
static void tried_ok(int *p) { *p = change(-1, IPC_NOWAIT); }
static void zero_bad(int *p) {
  struct sembuf op = {0, 0, 0};
  *p = semop(set, &op, 1); // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: cleanup function 'zero_bad' waits for other threads ('semop')
}
static void one_ok(int *p) {
  struct sembuf op = {0, 1, 0};
  *p = semop(set, &op, 1);
}
int work(void) {
  int a __attribute__((cleanup(raised_ok))) = 0;
  int b __attribute__((cleanup(lowered_bad))) = 0;
  int c __attribute__((cleanup(tried_ok))) = 0;
  int d __attribute__((cleanup(zero_bad))) = 0;
  int e __attribute__((cleanup(one_ok))) = 0;
  return a + b + c + d + e;
}
