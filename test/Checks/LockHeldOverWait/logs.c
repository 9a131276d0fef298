// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// TELLS: log_text log0 done_cb
// Who is told a line of text is not told of an object; a table of functions is
// one of the project's own.
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>

struct object;
struct driver { void (*abort)(struct object *); };
struct object {
  pthread_mutex_t lock;
  int state;
  const struct driver *driver;
  void (*log_cb)(const struct object *, const char *text);
  void (*done_cb)(struct object *, int state);
};
void set_log(struct object *o, void (*cb)(const struct object *, const char *)) {
  pthread_mutex_lock(&o->lock);
  o->log_cb = cb;
  pthread_mutex_unlock(&o->lock);
}
void set_done(struct object *o, void (*cb)(struct object *, int)) {
  pthread_mutex_lock(&o->lock);
  o->done_cb = cb;
  pthread_mutex_unlock(&o->lock);
}
static void log_text(const struct object *o, const char *text) {
  if (o->log_cb)
    o->log_cb(o, text);
}
static void log0(const struct object *o, const char *format, ...) {
  char text[256];
  va_list ap;
  va_start(ap, format);
  vsnprintf(text, sizeof text, format, ap);
  va_end(ap);
  log_text(o, text);
}
static void set_state(struct object *o, int s) {
  o->state = s;
  if (o->done_cb)
    o->done_cb(o, s);
}
void begin_ok(struct object *o) {
  pthread_mutex_lock(&o->lock);
  log0(o, "state %d", o->state);
  pthread_mutex_unlock(&o->lock);
}
void begin_bad(struct object *o) {
  pthread_mutex_lock(&o->lock);
  set_state(o, 1); // CHECK: :[[@LINE]]:{{.*}}warning: 'lock' of an argument is held
  pthread_mutex_unlock(&o->lock);
}
int get(struct object *o) {
  pthread_mutex_lock(&o->lock);
  int s = o->state;
  pthread_mutex_unlock(&o->lock);
  return s;
}

static void local_abort(struct object *o) { o->state = 0; }
static const struct driver local = {local_abort};
void use_local(struct object *o) { o->driver = &local; }
void abort_ok(struct object *o) {
  pthread_mutex_lock(&o->lock);
  o->driver->abort(o);
  pthread_mutex_unlock(&o->lock);
}
