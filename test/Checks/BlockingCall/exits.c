// Code that runs when a library, a process or a thread ends.
// RUN: %cleanexit check %s -- -std=c17 > %t || true
// RUN: FileCheck %s < %t
#include <pthread.h>
#include <stddef.h>
#include <unistd.h>
int atexit(void (*)(void)); // by hand, not from its header

static pthread_t t;

// CHECK: :[[#@LINE+2]]:3: warning: exit handler 'fini_bad' waits for a thread to end {{.*}} at process exit{{.*}}(owner: 'fini_bad')
__attribute__((destructor)) static void fini_bad(void) {
  pthread_join(t, NULL);
}
// CHECK-NOT: _ok
__attribute__((destructor)) static void fini_ok(void) { pthread_detach(t); }
void called_ok(void) { pthread_join(t, NULL); }

// CHECK: :[[#@LINE+1]]:{{.*}} exit handler 'leave_bad' waits for a thread to end
static void leave_bad(void) { pthread_join(t, NULL); }
// CHECK-NOT: _ok
static void leave_ok(void) { pthread_detach(t); }
int init(void) { return atexit(leave_bad) | atexit(leave_ok); }

// CHECK: :[[#@LINE+1]]:{{.*}} thread cleanup handler 'slot_bad' waits for the storage device
static void slot_bad(void *fd) { fsync(*(int *)fd); }
// CHECK-NOT: _ok
static void slot_ok(void *fd) { close(*(int *)fd); }
static pthread_key_t a, b;
int keys(void) {
  return pthread_key_create(&a, slot_bad) | pthread_key_create(&b, slot_ok);
}
// CHECK-NOT: warning:

// Registered by a helper.
static void at_end(void (*what)(void)) { atexit(what); }
static void slowly_bad(void) {
  sleep(5); // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: exit handler 'slowly_bad'
}
void registers(void) { at_end(slowly_bad); }
