// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// STD: gnu17
// What a thread runs is handed over by others: it may want the lock under which it
// was started.
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct slot {
  pthread_t id;
  int live;
};

pthread_mutex_t table = PTHREAD_MUTEX_INITIALIZER;
struct slot slots[8];

int count_ok(void) {
  int live = 0;
  pthread_mutex_lock(&table);
  for (int i = 0; i < 8; ++i)
    live += slots[i].live;
  pthread_mutex_unlock(&table);
  return live;
}
int start(void *(*entry)(void *), void *arg) {
  int rc = -1;
  pthread_mutex_lock(&table);
  for (int i = 0; i < 8 && rc != 0; ++i)
    if (!slots[i].live) {
      rc = pthread_create(&slots[i].id, NULL, entry, arg);
      slots[i].live = rc == 0;
    }
  pthread_mutex_unlock(&table);
  return rc;
}
static void reap(struct slot *s) {
  pthread_cancel(s->id);
  pthread_join(s->id, NULL);
}
void stop_bad(void) {
  pthread_mutex_lock(&table);
  for (int i = 0; i < 8; ++i)
    if (slots[i].live)
      reap(&slots[i]); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: 'table' is held while 'stop_bad' waits for a thread to end
  pthread_mutex_unlock(&table);
}

// It is started without the lock.
pthread_mutex_t others = PTHREAD_MUTEX_INITIALIZER;
struct slot one;
int is_live_ok(void) {
  pthread_mutex_lock(&others);
  int live = one.live;
  pthread_mutex_unlock(&others);
  return live;
}
int start_one(void *(*entry)(void *), void *arg) {
  pthread_t id;
  if (pthread_create(&id, NULL, entry, arg) != 0)
    return -1;
  pthread_mutex_lock(&others);
  one.id = id;
  one.live = 1;
  pthread_mutex_unlock(&others);
  return 0;
}
void stop_one_ok(void) {
  pthread_mutex_lock(&others);
  reap(&one);
  pthread_mutex_unlock(&others);
}

// The lock of a struct.
struct crew {
  pthread_mutex_t lock;
  struct slot first;
};
int is_there_ok(struct crew *c) {
  pthread_mutex_lock(&c->lock);
  int live = c->first.live;
  pthread_mutex_unlock(&c->lock);
  return live;
}
void hire(struct crew *c, void *(*entry)(void *), void *arg) {
  pthread_mutex_lock(&c->lock);
  c->first.live = pthread_create(&c->first.id, NULL, entry, arg) == 0;
  pthread_mutex_unlock(&c->lock);
}
void dismiss_bad(struct crew *c) {
  pthread_mutex_lock(&c->lock);
  reap(&c->first); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: 'lock' of an argument is held while 'dismiss_bad' waits for a thread to end
  pthread_mutex_unlock(&c->lock);
}
