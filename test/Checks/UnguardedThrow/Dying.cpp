// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Nobody owns an object any more whose destructor runs.
#include <memory>

struct Session : std::enable_shared_from_this<Session> {
  std::shared_ptr<Session> self() { return shared_from_this(); }
  virtual ~Session() = default;
};
struct Itself_bad : Session {
  ~Itself_bad() override { shared_from_this(); } // CHECK: :[[@LINE]]:{{.*}}warning: 'std::bad_weak_ptr' may leave
};
struct Method_bad : Session {
  ~Method_bad() override { self(); } // CHECK: :[[@LINE]]:{{.*}}warning: 'std::bad_weak_ptr' may leave
};
struct Caught_ok : Session {
  ~Caught_ok() override {
    try {
      self();
    } catch (const std::bad_weak_ptr &) {
    }
  }
};
// Whoever holds it by a shared pointer keeps it alive.
struct Others_ok {
  std::shared_ptr<Session> other = std::make_shared<Session>();
  ~Others_ok() { other->self(); }
};
struct Weak_ok : Session {
  ~Weak_ok() override { weak_from_this().lock(); }
};
