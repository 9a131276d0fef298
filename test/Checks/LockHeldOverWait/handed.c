// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A callback is handed over with the object whose lock it takes, and is run
// before the call returns, or may be.
#include <pthread.h>

typedef void (*callback)(int, void *);
struct names {
  pthread_mutex_t mutex;
  callback run;
  void *arg;
};
struct pool {
  pthread_mutex_t mutex;
  struct names *names;
  int pending;
};
static int literal(int id, callback run, void *arg) {
  if (id < 7)
    return 0;
  run(id, arg);
  return 1;
}
static int resolve(struct names *n, int id, callback run, void *arg) {
  if (literal(id, run, arg))
    return 1;
  n->run = run;
  n->arg = arg;
  return 0;
}
static int keep(struct names *n, callback run, void *arg) {
  n->run = run;
  n->arg = arg;
  return 0;
}
static void done(int id, void *arg) {
  struct pool *p = arg;
  pthread_mutex_lock(&p->mutex);
  p->pending -= id != 0;
  pthread_mutex_unlock(&p->mutex);
}
int connect_bad(struct pool *p, int id) {
  pthread_mutex_lock(&p->mutex);
  int rc = resolve(p->names, id, done, p); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'mutex' of an argument{{.*}}callback 'done'
  pthread_mutex_unlock(&p->mutex);
  return rc;
}
int connect_ok(struct pool *p, int id) {
  pthread_mutex_lock(&p->mutex);
  ++p->pending;
  pthread_mutex_unlock(&p->mutex);
  return resolve(p->names, id, done, p);
}
int other_ok(struct pool *p, struct pool *other, int id) {
  pthread_mutex_lock(&p->mutex);
  int rc = resolve(p->names, id, done, other);
  pthread_mutex_unlock(&p->mutex);
  return rc;
}
int later_ok(struct pool *p) {
  pthread_mutex_lock(&p->mutex);
  int rc = keep(p->names, done, p);
  pthread_mutex_unlock(&p->mutex);
  return rc;
}
