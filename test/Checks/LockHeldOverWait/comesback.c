// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A callback that is seen takes the lock under which it is run.
#include <pthread.h>

struct store {
  pthread_rwlock_t lock;
  int items[8], count;
};
static int read_lock(pthread_rwlock_t *l) { return pthread_rwlock_rdlock(l) == 0; }
static int write_lock(pthread_rwlock_t *l) { return pthread_rwlock_wrlock(l) == 0; }

void drop(struct store *s, int i) {
  if (!write_lock(&s->lock))
    return;
  s->items[i] = 0;
  pthread_rwlock_unlock(&s->lock);
}
int for_all_bad(struct store *s, int (*each)(int, void *), void *arg) {
  int rc = 1;
  if (!read_lock(&s->lock))
    return 0;
  for (int i = 0; rc && i < s->count; ++i)
    rc = each(i, arg); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'lock' of an argument, {{.*}} by the callback 'drop_one'
  pthread_rwlock_unlock(&s->lock);
  return rc;
}
int for_all_ok(struct store *s, int (*each)(int, void *), void *arg) {
  int rc = 1;
  if (!read_lock(&s->lock))
    return 0;
  for (int i = 0; rc && i < s->count; ++i)
    rc = each(i, arg);
  pthread_rwlock_unlock(&s->lock);
  return rc;
}
static int drop_one(int i, void *arg) {
  drop(arg, i);
  return 1;
}
static int count_one(int i, void *arg) {
  *(int *)arg += i;
  return 1;
}
int drop_all(struct store *s) { return for_all_bad(s, drop_one, s); }
int sum(struct store *s) {
  int all = 0;
  for_all_ok(s, count_one, &all);
  return all;
}

// One that was stored is run by what is called under the lock.
typedef void (*done)(void *);
struct future {
  int state;
  done callback;
  void *data;
};
void on_done(struct future *f, done callback, void *data) {
  f->callback = callback;
  f->data = data;
}
void cancel(struct future *f) {
  done callback = f->callback;
  f->callback = 0;
  if (callback)
    callback(f->data);
}
struct job {
  pthread_mutex_t lock;
  struct future *f;
  int over;
};
static void job_done(void *data) {
  struct job *j = data;
  pthread_mutex_lock(&j->lock);
  j->over = 1;
  pthread_mutex_unlock(&j->lock);
}
void job_start(struct job *j) { on_done(j->f, job_done, j); }
void job_cancel_bad(struct job *j) {
  pthread_mutex_lock(&j->lock);
  cancel(j->f); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: {{.*}} by the callback 'job_done'
  pthread_mutex_unlock(&j->lock);
}
void job_cancel_ok(struct job *j) {
  pthread_mutex_lock(&j->lock);
  struct future *f = j->f;
  pthread_mutex_unlock(&j->lock);
  cancel(f);
}
