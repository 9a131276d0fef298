// RUN: not %cleanexit check --checks=cleanup-lock-held-over-wait %s -- -std=c17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Which lock a row of a table takes, the unlock of the same row gives back.
#include <pthread.h>
#include <unistd.h>

struct agent {
  int mode, turns;
  pthread_mutex_t own;
};
struct mode {
  void (*lock_func)(struct agent *);
  void (*unlock_func)(struct agent *);
};
static pthread_mutex_t shared = PTHREAD_MUTEX_INITIALIZER;
static void shared_lock(struct agent *a) {
  (void)a;
  pthread_mutex_lock(&shared);
}
static void shared_unlock(struct agent *a) {
  (void)a;
  pthread_mutex_unlock(&shared);
}
static void own_lock(struct agent *a) { pthread_mutex_lock(&a->own); }
static void own_unlock(struct agent *a) { pthread_mutex_unlock(&a->own); }
static const struct mode modes[] = {{shared_lock, shared_unlock}, {own_lock, own_unlock}};

static const struct mode *modeOf(const struct agent *a) { return &modes[a->mode]; }
static void lockAgent(struct agent *a) { modeOf(a)->lock_func(a); }
static void unlockAgent(struct agent *a) { modeOf(a)->unlock_func(a); }

void turn_bad(struct agent *a) {
  lockAgent(a);
  sleep(5); // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: {{.*}} is held while 'turn_bad' sleeps
  a->turns++;
  unlockAgent(a);
}
void turn_ok(struct agent *a) {
  lockAgent(a);
  a->turns++;
  unlockAgent(a);
  sleep(5);
}

// One of them may be there for who needs no lock.
static void no_lock(struct agent *a) { (void)a; }
struct choice {
  void (*take)(struct agent *);
  void (*give)(struct agent *);
};
static const struct choice choices[] = {{no_lock, no_lock}, {own_lock, own_unlock}};
void FN_chosen(struct agent *a, int i) {
  choices[i].take(a);
  sleep(5);
  choices[i].give(a);
}
