// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A callable that methods tell things, and the destructor at last, is no guard's:
// what goes wrong at the end is told of the destructor.
#include <functional>
#include <stdexcept>

void report(int Code) {
  if (Code < 0)
    throw std::runtime_error("cannot report");
}
class Goal {
  std::function<void(int)> Done;

public:
  explicit Goal(std::function<void(int)> F) : Done(std::move(F)) {}
  void succeed(int Code) { Done(Code); }
  ~Goal() {
    int Cancelled = -1;
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave destructor 'Goal::~Goal'
    Done(Cancelled);
  }
};
class Guard {
  std::function<void(int)> End;

public:
  explicit Guard(std::function<void(int)> F) : End(std::move(F)) {}
  void count() { ++Turns; }
  ~Guard() {
    int Code = -1;
    End(Code);
  }
  int Turns = 0;
};
void told_bad() {
  Goal G([](int Code) { report(Code); });
  G.succeed(1);
}
void guarded_bad() {
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave scope guard,
  Guard G([](int Code) { report(Code); });
  G.count();
}
