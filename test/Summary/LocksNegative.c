// RUN: not %cleanexit check %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A negative result says that the lock was not taken, and any other that it was.
#include <pthread.h>
#include <unistd.h>

struct monitor {
  pthread_mutex_t lock;
};
struct machine {
  struct monitor *monitor;
};
int busy(void);

static int enter(struct machine *m) {
  if (busy())
    return -1;
  pthread_mutex_lock(&m->monitor->lock);
  return 0;
}
static void leave(struct machine *m) { pthread_mutex_unlock(&m->monitor->lock); }
static void leaveIfAlive(struct machine *m) {
  int alive = busy();
  if (alive)
    pthread_mutex_unlock(&m->monitor->lock);
}

void entered_bad(struct machine *m) {
  if (enter(m) < 0)
    return;
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'monitor.lock' of an argument is held
  leave(m);
}
void not_entered_ok(struct machine *m) {
  if (enter(m) < 0) {
    sleep(1);
    return;
  }
  leave(m);
}
void at_least_bad(struct machine *m) {
  if (enter(m) >= 0) {
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'monitor.lock' of an argument is held
    leave(m);
  }
}
static int fetch(struct machine *m) {
  if (enter(m) < 0)
    return -1;
  leaveIfAlive(m);
  return 0;
}
int fetched_ok(struct machine *m) {
  if (fetch(m) < 0)
    return -1;
  sleep(1);
  return 0;
}
