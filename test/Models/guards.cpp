// RUN: %check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s --implicit-check-not=_ok
// Guards of which only the declaration is seen.
#include <guards.h>
#include <unistd.h>

void gsl_bad(int Fd) {
  auto Guard = gsl::finally([Fd] { fsync(Fd); });
  // CHECK: [[@LINE-1]]:{{.*}}waits for the storage device {{.*}}[cleanup-blocking-call]
  // CHECK: note: {{.*}}returns when the device says
}
void gsl_ok(int Fd) {
  auto Guard = gsl::finally([Fd] { close(Fd); });
}
void llvm_bad(int Fd) {
  auto Guard = llvm::make_scope_exit([Fd] { fsync(Fd); });
  // CHECK: [[@LINE-1]]:{{.*}}waits for the storage device {{.*}}[cleanup-blocking-call]
}
void seastar_bad(int Fd) {
  auto Guard = seastar::defer([Fd] { fsync(Fd); });
  // CHECK: [[@LINE-1]]:{{.*}}waits for the storage device {{.*}}[cleanup-blocking-call]
}

// Which way out a guard is for says whether what it throws meets another
// exception.
int parse(const char *);
void success_ok(bool B) {
  boost::scope::scope_success Guard([B] { if (B) throw 1; });
  parse("1");
}
void fail_bad(bool B) {
  boost::scope::scope_fail Guard([B] { if (B) throw 1; });
  // CHECK: [[@LINE-1]]:{{.*}}'int' may leave scope guard
  parse("1");
}
