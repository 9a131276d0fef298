// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A counter that the loop sets itself, as C has it, bounds the loop as well.
#include <stddef.h>
#include <unistd.h>
int busy(void);

static void brief_ok(int *group) {
  size_t i;
  for (i = 0; i < 4 && busy(); i++)
    usleep(2 * 1000);
}
static void long_bad(int *group) {
  size_t i, n;
  for (n = 1, i = 0; i < 15; i++) {
    if (!busy())
      break;
    usleep(200 * 1000); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}} for up to 3 s;
  }
}
static void four_bad(int *group) {
  int i = 0;
  do {
    usleep(200 * 1000); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}} for up to 800 ms;
  } while (++i <= 3 && busy());
}
static void unknown_bad(int *group) {
  int i;
  for (i = *group; i < 4; i++)
    usleep(2 * 1000); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}} with no bound;
}
static void doubled_bad(int *group) {
  int i;
  for (i = 0; i < 5 && busy(); i++)
    usleep((2 << i) * 1000); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}} for up to 160 ms;
}
static void moved_bad(int *group) {
  int i;
  for (i = 0; i < 5 && busy(); i++) {
    i += busy();
    usleep((2 << i) * 1000); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}} with no bound;
  }
}
int work(void) {
  __attribute__((cleanup(brief_ok))) int a = busy();
  __attribute__((cleanup(long_bad))) int b = busy();
  __attribute__((cleanup(four_bad))) int c = busy();
  __attribute__((cleanup(unknown_bad))) int d = busy();
  __attribute__((cleanup(doubled_bad))) int e = busy();
  __attribute__((cleanup(moved_bad))) int f = busy();
  return e + f + a + b + c + d;
}
