// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What is kept to be called later is a callback also where it is called at once.
#include <pthread.h>
#include <stdlib.h>

typedef void answered(void *data, int address);

struct query {
  int name;
  answered *done;
  void *data;
  struct query *next;
};
struct resolver {
  pthread_mutex_t lock;
  struct query *pending;
  int cached[8];
};

unsigned resolver_pending(struct resolver *r) {
  unsigned number = 0;
  pthread_mutex_lock(&r->lock);
  for (struct query *q = r->pending; q; q = q->next)
    ++number;
  pthread_mutex_unlock(&r->lock);
  return number;
}

static void put_off(struct resolver *r, int name, answered *done, void *data) {
  struct query *q = calloc(1, sizeof *q);
  if (!q)
    return;
  q->name = name;
  q->done = done;
  q->data = data;
  q->next = r->pending;
  r->pending = q;
}

void ask_bad(struct resolver *r, int name, answered *done, void *data) {
  pthread_mutex_lock(&r->lock);
  if (r->cached[name & 7])
    // CHECK: [[@LINE+1]]:5: warning: 'lock' of an argument is held while 'ask_bad' runs code that others have chosen; deadlock if that calls back into the object
    done(data, r->cached[name & 7]);
  else
    put_off(r, name, done, data);
  pthread_mutex_unlock(&r->lock);
}

void ask_ok(struct resolver *r, int name, answered *done, void *data) {
  pthread_mutex_lock(&r->lock);
  const int address = r->cached[name & 7];
  if (!address)
    put_off(r, name, done, data);
  pthread_mutex_unlock(&r->lock);
  if (address)
    done(data, address);
}

// Nobody keeps a visitor.
void each_ok(struct resolver *r, answered *see, void *data) {
  pthread_mutex_lock(&r->lock);
  for (struct query *q = r->pending; q; q = q->next)
    see(data, q->name);
  pthread_mutex_unlock(&r->lock);
}
