// RUN: not %cleanexit check %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What is done once a call has failed that fails only if misused, or if memory
// is out, is not waited for.
#include <pthread.h>
#include <unistd.h>
static pthread_mutex_t list = PTHREAD_MUTEX_INITIALIZER;
struct entry {
  pthread_mutex_t lock;
  struct entry *next;
};
static struct entry *first;

static void retried(pthread_mutex_t *m) {
  while (pthread_mutex_init(m, NULL) != 0 && pthread_mutex_init(m, NULL) != 0)
    usleep(100000);
}
void loop_ok(struct entry *e) {
  pthread_mutex_lock(&list);
  retried(&e->lock);
  e->next = first;
  first = e;
  pthread_mutex_unlock(&list);
}

void kept_ok(struct entry *e) {
  pthread_mutex_lock(&list);
  int failed = pthread_mutex_init(&e->lock, NULL);
  if (failed)
    sleep(1);
  pthread_mutex_unlock(&list);
}

void assigned_ok(struct entry *e) {
  int failed;
  pthread_mutex_lock(&list);
  failed = pthread_mutex_init(&e->lock, NULL);
  if (failed != 0)
    sleep(1);
  pthread_mutex_unlock(&list);
}

void left_ok(struct entry *e) {
  pthread_mutex_lock(&list);
  int failed = pthread_mutex_init(&e->lock, NULL);
  if (!failed) {
    pthread_mutex_unlock(&list);
    return;
  }
  sleep(1);
  pthread_mutex_unlock(&list);
}

// The other way is the usual one.
void otherwise_bad(struct entry *e) {
  pthread_mutex_lock(&list);
  if (pthread_mutex_init(&e->lock, NULL))
    first = NULL;
  else
    // CHECK: :[[@LINE+1]]:{{.*}}warning: 'list' is held while 'otherwise_bad' sleeps ('sleep') for up to 2 s
    sleep(2);
  pthread_mutex_unlock(&list);
}

// Something else was kept there since.
int started(struct entry *e);
void overwritten_bad(struct entry *e) {
  pthread_mutex_lock(&list);
  int failed = pthread_mutex_init(&e->lock, NULL);
  failed = started(e);
  if (failed)
    // CHECK: :[[@LINE+1]]:{{.*}}warning: 'list' is held while 'overwritten_bad' sleeps ('sleep') for up to 3 s
    sleep(3);
  pthread_mutex_unlock(&list);
}

// And this may fail for any reason.
void other_bad(struct entry *e) {
  pthread_mutex_lock(&list);
  while (started(e))
    // CHECK: :[[@LINE+1]]:{{.*}}warning: 'list' is held while 'other_bad' sleeps ('usleep') with no bound
    usleep(100000);
  pthread_mutex_unlock(&list);
}
