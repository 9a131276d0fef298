// RUN: not %cleanexit check %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What a constant rules out in a function with a goto: all that no jump leads to.
#include <pthread.h>
#include <unistd.h>

static int run(int waits, int escapes) {
  int result = -1;
  if (escapes)
    usleep(1);
  if (!waits)
    return 0;
  if (escapes > 1)
    goto wait;
  usleep(2);
wait:
  sleep(60);
  return result;
}
static void no_ok(int *p) { run(0, *p); }
static void yes_bad(int *p) { run(1, *p); } // CHECK: :[[@LINE]]:{{.*}}'yes_bad' sleeps

// The label is within what the constant rules out, and is jumped to from elsewhere.
static void into(int waits, int n) {
  if (n > 3)
    goto wait;
  if (waits) {
  wait:
    sleep(60);
  }
}
static void into_bad(int *p) { into(0, *p); } // CHECK: :[[@LINE]]:{{.*}}'into_bad' sleeps

// A jump that is ruled out itself.
static void dead(int waits, int n) {
  if (waits && n)
    goto wait;
  return;
wait:
  sleep(60);
}
static void dead_ok(int *p) { dead(0, *p); }
static void live_bad(int *p) { dead(1, *p); } // CHECK: :[[@LINE]]:{{.*}}'live_bad' sleeps

void all(void) {
  __attribute__((cleanup(no_ok))) int a = 0;
  __attribute__((cleanup(yes_bad))) int b = 0;
  __attribute__((cleanup(into_bad))) int c = 0;
  __attribute__((cleanup(dead_ok))) int d = 0;
  __attribute__((cleanup(live_bad))) int e = 0;
}

// A lock that is taken only if the caller has it not.
struct view { pthread_mutex_t lock; int zones; };
static int drop(struct view *v, int locked) {
  int result = -1;
  if (!locked)
    pthread_mutex_lock(&v->lock);
  if (v->zones == 0)
    goto cleanup;
  v->zones--;
  result = 0;
cleanup:
  if (!locked)
    pthread_mutex_unlock(&v->lock);
  return result;
}
int drop_ok(struct view *v) {
  pthread_mutex_lock(&v->lock);
  int n = drop(v, 1);
  pthread_mutex_unlock(&v->lock);
  return n;
}
int drop_bad(struct view *v) {
  pthread_mutex_lock(&v->lock);
  int n = drop(v, 0); // CHECK: :[[@LINE]]:{{.*}}deadlock
  pthread_mutex_unlock(&v->lock);
  return n;
}
