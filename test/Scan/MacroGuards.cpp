// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 -isystem %S/Inputs \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// A library's macro writes the destructor, and its user the block that it runs.
#include "OnExit.h"
#include <unistd.h>

void work();
void block_bad(int fd) {
  ON_EXIT(fd) {
    fsync(fd);
    // CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard {{.*}}waits for the storage device
  } ON_EXIT_END
  // CHECK: :[[@LINE-1]]:{{.*}}note: {{.*}}runs it when what is made here ends
  work();
}
void block_ok(int fd) {
  ON_EXIT(fd) {
    close(fd);
  } ON_EXIT_END
  work();
}
// The user's own function is its destructor's business, as ever.
#define OWN(fd) struct Own { int f; ~Own() { fsync(f); } } own{fd}
void own_bad(int fd) {
  OWN(fd);
  // CHECK: :[[@LINE-1]]:{{.*}}warning: destructor {{.*}}waits for the storage device
  work();
}
// The macro has all of the destructor but its body.
struct Written_bad {
  int fd;
  ENDS(Written_bad) { fsync(fd); }
  // CHECK: :[[@LINE-1]]:{{.*}}warning: destructor {{.*}}waits for the storage device
};
