// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -fdefer-ts -std=gnu2y \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// What runs at the end of a scope, thread or process in C.
#include <pthread.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void flush(int *fd) {
  fsync(*fd);
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}
static void discard(int *fd) { (void)fd; }
#define AUTO_FLUSH __attribute__((cleanup(flush)))
void attribute_bad(void) { AUTO_FLUSH int fd = 1; (void)fd; }
void attribute_ok(void) { __attribute__((cleanup(discard))) int fd = 1; (void)fd; }
void attributeStatic_bad(void) {
  [[gnu::cleanup(flush)]] int fd = 1;
  (void)fd;
}

struct file { int fd; void (*close)(struct file *); };
static void slow_close(struct file *f) { fsync(f->fd); }
static void put_file(struct file **f) {
  if (*f)
    (*f)->close(*f);
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}
void pointerField_bad(void) {
  struct file here = {.fd = 1, .close = slow_close};
  __attribute__((cleanup(put_file))) struct file *f = &here;
  (void)f;
}

void defer_bad(int fd) {
  _Defer { fsync(fd); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  if (fd > 2)
    return;
  _Defer sleep(60);
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
}
void defer_ok(int *fd) {
  _Defer { *fd = -1; }
}
void deferNested_bad(int fd) {
  _Defer {
    _Defer { fsync(fd); }
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  }
}

static void unblock(void *p) { sleep(*(int *)p); }
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
static void drop(void *p) { free(p); }
void push_bad(int *p) {
  pthread_cleanup_push(unblock, p);
  pthread_testcancel();
  pthread_cleanup_pop(1);
}
void push_ok(int *p) {
  pthread_cleanup_push(drop, p);
  pthread_testcancel();
  pthread_cleanup_pop(1);
}

static void at_end(void) { wait(NULL); }
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
static void at_quick_end(void) { sleep(60); }
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
static void at_status_end(int s, void *p) { (void)s; (void)p; sleep(60); }
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
static void at_end_ok(void) {}
int main(void) {
  atexit(at_end);
  at_quick_exit(&at_quick_end);
  on_exit(at_status_end, NULL);
  atexit(at_end_ok);
}

// goto out.
static void give_up(int fd) { fsync(fd); }
static void release(int *fd) {
  int rc = 0;
  if (*fd < 0)
    goto out;
  rc = *fd;
  give_up(rc);
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
out:
  *fd = rc;
}
void gotoOut_bad(void) { __attribute__((cleanup(release))) int fd = 1; (void)fd; }

// Callbacks through void *, a table of functions.
struct ops { void (*stop)(int); void (*none)(int); };
static void stop_now(int fd) { fsync(fd); }
static void nothing(int fd) { (void)fd; }
static const struct ops table = {.stop = stop_now, .none = nothing};
static void through_table(int *fd) { table.stop(*fd); }
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
static void through_table_ok(int *fd) { table.none(*fd); }
void table_bad(void) { __attribute__((cleanup(through_table))) int fd = 1; (void)fd; }
void table_ok(void) { __attribute__((cleanup(through_table_ok))) int fd = 1; (void)fd; }

typedef void (*callback)(void *);
static void with(callback f, void *p) { f(p); }
static void wait_for(void *p) { sleep(*(int *)p); }
static void calm(void *p) { (void)p; }
static void handed(int *p) { with(wait_for, p); }
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
static void handed_ok(int *p) { with(calm, p); }
void handed_bad(void) { __attribute__((cleanup(handed))) int n = 60; (void)n; }
void handedNot_ok(void) { __attribute__((cleanup(handed_ok))) int n = 60; (void)n; }

// GNU statement expressions.
#define CHECKED(x) ({ int r_ = (x); r_ < 0 ? -1 : r_; })
static void in_statement(int *fd) { (void)CHECKED(fsync(*fd)); }
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
void statement_bad(void) { __attribute__((cleanup(in_statement))) int fd = 1; (void)fd; }
int statementScope_bad(void) {
  return ({ AUTO_FLUSH int fd = 1; fd + 1; });
}

// A timespec without a name.
#include <time.h>
static void brief_ok(int *p) { nanosleep(&(struct timespec){.tv_nsec = 1000}, NULL); }
static void literal_bad(int *p) { nanosleep(&(struct timespec){2, 0}, NULL); }
// CHECK: :[[@LINE-1]]:{{.*}}warning: {{.*}}for up to 2 s
void literals(void) {
  __attribute__((cleanup(brief_ok))) int p = 1;
  __attribute__((cleanup(literal_bad))) int q = 1;
}
