// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 -isystem %S/Inputs > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What a guard's callable throws: on success it meets no other exception, and
// one that logs lets none out.
#include <guards-named.h>

void parse(const char *);
void stdExit_bad(bool b) {
  std::experimental::scope_exit g([b] { if (b) throw 1; }); // CHECK: :[[@LINE]]:{{.*}}'int' may leave scope guard
  parse("1");
}
void stdFail_bad(bool b) {
  std::experimental::scope_fail g([b] { if (b) throw 1; }); // CHECK: :[[@LINE]]:{{.*}}'int' may leave scope guard
  parse("1");
}
void stdSuccess_ok(bool b) {
  std::experimental::scope_success g([b] { if (b) throw 1; });
  parse("1");
}
void stdSuccessCaught_ok(bool b) {
  std::experimental::scope_exit g([b] { try { if (b) throw 1; } catch (int) { } });
  parse("1");
}
void stdResource_bad(int fd) {
  std::experimental::unique_resource g(fd, [](int fd) { if (fd) throw 1; }); // CHECK: :[[@LINE]]:{{.*}}'int' may leave scope guard
  parse("1");
}
void nonstdExit_bad(bool b) {
  nonstd::scope_exit g([b] { if (b) throw 1; }); // CHECK: :[[@LINE]]:{{.*}}'int' may leave scope guard
  parse("1");
}
void nonstdSuccess_ok(bool b) {
  nonstd::scope_success g([b] { if (b) throw 1; });
  parse("1");
}
void kj_bad(bool b) {
  auto g = kj::defer([b] { if (b) throw 1; }); // CHECK: :[[@LINE]]:{{.*}}'int' may leave scope guard
  parse("1");
}
void wil_bad(bool b) {
  auto g = wil::scope_exit([b] { if (b) throw 1; }); // CHECK: :[[@LINE]]:{{.*}}'int' may leave scope guard
  parse("1");
}
void wilLog_ok(bool b) {
  auto g = wil::scope_exit_log(nullptr, {}, [b] { if (b) throw 1; });
  parse("1");
}
void wil_ok() {
  auto g = wil::scope_exit([] {});
  parse("1");
}
void caf_bad(bool b) {
  auto g = caf::detail::make_scope_guard([b] { if (b) throw 1; }); // CHECK: :[[@LINE]]:{{.*}}'int' may leave scope guard
  parse("1");
}
