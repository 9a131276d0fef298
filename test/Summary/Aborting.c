// RUN: not %cleanexit check %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What a failed assertion says before it aborts holds nobody up.
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>

static int log_socket;
static void say(const char *text) { send(log_socket, text, 5, 0); }
#define require(e)                                                                       \
  do {                                                                                   \
    if (__builtin_expect(!(e), 0)) {                                                     \
      say("failed: " #e);                                                                \
      abort();                                                                           \
    }                                                                                    \
  } while (0)

static void give_up(const char *why) {
  say(why);
  abort();
}

struct limit {
  pthread_mutex_t mutex;
  int interval, count;
};

int test_ok(struct limit *l) {
  pthread_mutex_lock(&l->mutex);
  require(l->interval > 0);
  if (l->count < 0)
    give_up("count");
  int r = l->count++ < l->interval;
  pthread_mutex_unlock(&l->mutex);
  return r;
}

int goes_on_bad(struct limit *l) {
  pthread_mutex_lock(&l->mutex);
  if (l->interval <= 0)
    say("interval"); // CHECK: :[[@LINE]]:{{.*}}warning: 'mutex' of an argument is held
  int r = l->count;
  pthread_mutex_unlock(&l->mutex);
  return r;
}

int may_go_on_bad(struct limit *l, int strict) {
  pthread_mutex_lock(&l->mutex);
  if (l->interval <= 0) {
    say("interval"); // CHECK: :[[@LINE]]:{{.*}}warning: 'mutex' of an argument is held
    if (!strict) {
      pthread_mutex_unlock(&l->mutex);
      return 0;
    }
    abort();
  }
  int r = l->count;
  pthread_mutex_unlock(&l->mutex);
  return r;
}

static int *list;
static void __attribute__((destructor)) list_ok(void) {
  require(list);
  free(list);
}

// On the way out for sure, and not in a branch that has failed.
static void __attribute__((destructor)) last_words_bad(void) {
  say("bye"); // CHECK: :[[@LINE]]:{{.*}}warning: exit handler 'last_words_bad' talks to another machine
}

struct gate {
  pthread_mutex_t mutex;
  int open;
};

// What may leave before is not taken out with its block.
int leaves_bad(struct gate *l, int quiet) {
  pthread_mutex_lock(&l->mutex);
  if (l->open <= 0) {
    if (quiet) {
      pthread_mutex_unlock(&l->mutex);
      return 0;
    }
    say("interval");
    abort();
  }
  say("count"); // CHECK: :[[@LINE]]:{{.*}}warning: 'mutex' of an argument is held
  pthread_mutex_unlock(&l->mutex);
  return 1;
}

// It aborts for one number, and ends as a process does for others.
static void __attribute__((noreturn)) fatal(int how) {
  if (how == 3)
    abort();
  exit(how);
}
int fatal_bad(struct gate *l) {
  pthread_mutex_lock(&l->mutex);
  if (l->open <= 0) {
    say("interval"); // CHECK: :[[@LINE]]:{{.*}}warning: 'mutex' of an argument is held
    fatal(1);
  }
  pthread_mutex_unlock(&l->mutex);
  return 1;
}
