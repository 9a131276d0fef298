// RUN: not %cleanexit check %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A loop over what is handed over as null has no turn.
#include <pthread.h>
#include <stdlib.h>

struct relay {
  struct relay *next;
  pthread_t thread;
};
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct relay *relays;

static void end_all(struct relay *old) {
  while (old) {
    pthread_join(old->thread, NULL);
    old = old->next;
  }
}
static void end_one_more(struct relay *old) {
  old = relays;
  while (old) {
    pthread_join(old->thread, NULL);
    old = old->next;
  }
}

void update_ok(void) {
  pthread_mutex_lock(&lock);
  end_all(NULL);
  pthread_mutex_unlock(&lock);
}
void change_bad(void) {
  pthread_mutex_lock(&lock);
  end_one_more(NULL); // CHECK: :[[@LINE]]:{{.*}}warning: 'lock' is held
  pthread_mutex_unlock(&lock);
}
void remove_bad(void) {
  pthread_mutex_lock(&lock);
  end_all(relays); // CHECK: :[[@LINE]]:{{.*}}warning: 'lock' is held
  pthread_mutex_unlock(&lock);
}
void removed(struct relay *r) { end_all(r); }
int any_ok(void) {
  pthread_mutex_lock(&lock);
  int n = relays != NULL;
  pthread_mutex_unlock(&lock);
  return n;
}
