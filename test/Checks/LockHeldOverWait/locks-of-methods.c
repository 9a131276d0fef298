// RUN: not %cleanexit check --checks=cleanup-lock-held-over-wait %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A mutex that is an object with a table of its methods, filled by variables.
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct mutex mutex;
struct mutex {
  void (*lock)(mutex *self);
  void (*unlock)(mutex *self);
};
struct own_mutex {
  mutex methods;
  pthread_mutex_t mutex;
};
static void lock_it(struct own_mutex *self) { pthread_mutex_lock(&self->mutex); }
static void unlock_it(struct own_mutex *self) { pthread_mutex_unlock(&self->mutex); }
static void (*lock_method)(mutex *) = (void (*)(mutex *))lock_it;
static void (*unlock_method)(mutex *) = (void (*)(mutex *))unlock_it;

mutex *mutex_create(void) {
  struct own_mutex *self = malloc(sizeof *self);
  *self = (struct own_mutex){.methods = {.lock = lock_method, .unlock = unlock_method}};
  pthread_mutex_init(&self->mutex, NULL);
  return &self->methods;
}

struct cache {
  mutex *mutex;
  int count;
};
void refresh_bad(struct cache *c) {
  c->mutex->lock(c->mutex);
  sleep(5); // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: 'mutex' of an argument is held while 'refresh_bad' sleeps
  c->count++;
  c->mutex->unlock(c->mutex);
}
int count(struct cache *c) {
  c->mutex->lock(c->mutex);
  int is = c->count;
  c->mutex->unlock(c->mutex);
  return is;
}
void add_bad(struct cache *c) {
  c->mutex->lock(c->mutex);
  c->count = count(c) + 1; // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: deadlock: 'mutex' of an argument
  c->mutex->unlock(c->mutex);
}
void refresh_ok(struct cache *c) {
  c->mutex->lock(c->mutex);
  c->count++;
  c->mutex->unlock(c->mutex);
  sleep(5);
}
