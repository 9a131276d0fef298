// NOLINT comments hide findings in both doors.
// RUN: %cleanexit check %s -- -std=c++20 > %t.tool
// RUN: FileCheck %s --allow-empty --implicit-check-not=warning: < %t.tool
// RUN: %clang-tidy -checks='-*,cleanup-*' %s -- -std=c++20 > %t.tidy
// RUN: FileCheck %s --allow-empty --implicit-check-not=warning: < %t.tidy
#include <thread>

struct A {
  std::thread t;
  ~A() { t.join(); } // NOLINT
};
struct B {
  std::thread t;
  // NOLINTNEXTLINE(cleanup-blocking-call)
  ~B() { t.join(); }
};
// NOLINTBEGIN(cleanup-*)
struct C {
  std::thread t;
  ~C() { t.join(); }
};
// NOLINTEND(cleanup-*)
