// RUN: not %cleanexit check %s -- -std=c++20 2>&1 | FileCheck %s
// An annotation that says nothing known is said to be wrong, where it stands.
[[clang::annotate("cleanexit::wait-thread")]] void finish();
[[clang::annotate("cleanexit::wait-tread")]] void end();
// CHECK: Annotations.cpp:[[@LINE-1]]:{{[0-9]+}}: error: unknown annotation 'cleanexit::wait-tread'; did you mean 'cleanexit::wait-thread'?
[[clang::annotate("somebody::else")]] void other();
struct Job {
  ~Job() {
    finish();
    end();
    other();
  }
};
