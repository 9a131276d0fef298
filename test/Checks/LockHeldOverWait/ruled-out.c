// RUN: not %cleanexit check %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What is known where a call stands, also since something else would have left,
// may rule out what the callee does.
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int ready, open_files;
static void *list;
static void shut(void) {
  if (!ready)
    return;
  pthread_mutex_lock(&mutex);
  open_files = 0;
  pthread_mutex_unlock(&mutex);
}
static void init(void) {
  if (ready)
    return;
  list = malloc(10);
  if (!list) {
    shut(); // it is not ready, so that this does nothing
    return;
  }
  ready = 1;
}
void report_ok(void) {
  pthread_mutex_lock(&mutex);
  if (open_files)
    init();
  pthread_mutex_unlock(&mutex);
}

// The first of two conditions holds by what the function is called with.
static pthread_mutex_t accepting = PTHREAD_MUTEX_INITIALIZER;
static int allowed = 1;
void rearm(void);
void accept_new(int on);
static void on_event(int fd) {
  if (fd == -42 || !allowed)
    rearm();
  else
    accept_new(1);
}
void accept_new(int on) {
  pthread_mutex_lock(&accepting);
  if (!on)
    on_event(-42);
  pthread_mutex_unlock(&accepting);
}
void *event(void) { return (void *)&on_event; }

// Here nothing is asked.
static pthread_mutex_t files = PTHREAD_MUTEX_INITIALIZER;
static int begun;
static void stop(void) {
  pthread_mutex_lock(&files);
  open_files = 0;
  pthread_mutex_unlock(&files);
}
static void begin(void) {
  if (begun)
    return;
  if (!malloc(10))
    stop();
  begun = 1;
}
void report_bad(void) {
  pthread_mutex_lock(&files);
  // CHECK: :[[@LINE+1]]:{{.*}}warning: deadlock: 'files'
  begin();
  pthread_mutex_unlock(&files);
}

// What is asked in another branch, or another case, says nothing here.
static pthread_mutex_t other = PTHREAD_MUTEX_INITIALIZER;
static int open_now;
static void close_now(void) {
  if (!open_now)
    return;
  pthread_mutex_lock(&other);
  pthread_mutex_unlock(&other);
}
static void choose(int kind) {
  if (kind == 1) {
    if (open_now)
      return;
  } else {
    close_now();
  }
}
static void pick(int kind) {
  switch (kind) {
  case 1:
    if (open_now)
      return;
    break;
  default:
    close_now();
  }
}
void choose_bad(int kind) {
  pthread_mutex_lock(&other);
  // CHECK: :[[@LINE+1]]:{{.*}}warning: deadlock: 'other'
  choose(kind);
  pthread_mutex_unlock(&other);
}
void pick_bad(int kind) {
  pthread_mutex_lock(&other);
  // CHECK: :[[@LINE+1]]:{{.*}}warning: deadlock: 'other'
  pick(kind);
  pthread_mutex_unlock(&other);
}
