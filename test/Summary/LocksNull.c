// RUN: not %cleanexit check %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Where a pointer is null, what it would point to is not locked; where it is
// not, what only one of two ways has found is.
#include <pthread.h>
#include <stddef.h>
#include <sys/socket.h>

void say(int s, const char *text, size_t n) { send(s, text, n, 0); }

struct zone {
  pthread_rwlock_t lock;
  int *rules;
};
struct zone *find(const char *);
void enable(int some, int s, const char *name) {
  struct zone *z = NULL;
  if (some) {
    z = find(name);
    if (z)
      pthread_rwlock_wrlock(&z->lock);
  }
  if (!z) {
    say(s, "none", 4);
    return;
  }
  if (!z->rules) {
    // CHECK: :[[@LINE+1]]:{{.*}}warning: 'the result.lock' is held
    say(s, "no rules", 8);
    pthread_rwlock_unlock(&z->lock);
    return;
  }
  pthread_rwlock_unlock(&z->lock);
  say(s, "ok", 2);
}

// Before and after, under the same question.
struct plan {
  pthread_rwlock_t lock;
};
void note(void);
void both(struct plan *p, int s) {
  if (p)
    pthread_rwlock_wrlock(&p->lock);
  if (!p)
    note();
  // CHECK: :[[@LINE+1]]:{{.*}}warning: 'lock' of an argument is held
  say(s, "both", 4);
  if (p)
    pthread_rwlock_unlock(&p->lock);
  say(s, "ok", 2);
}
