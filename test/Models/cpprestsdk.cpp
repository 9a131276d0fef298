// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
namespace pplx {
template <class T> struct task { T get() const; void wait() const; bool is_done() const; };
struct cancellation_token_source { void cancel() const; };
}

struct Task_bad {
  pplx::task<int> T;
  ~Task_bad() {
    try { T.wait(); } catch (...) {}
    // CHECK: 'Task_bad::~Task_bad' waits for a result {{.*}}with no bound
    // CHECK: note: {{.*}}when the task is done
  }
};
struct Throw_bad { pplx::task<int> T; ~Throw_bad() { T.get(); } };
// CHECK: may leave {{.*}}'Throw_bad::~Throw_bad'{{.*}}[cleanup-unguarded-throw]
struct Done_ok { pplx::task<int> T; ~Done_ok() { T.is_done(); } };
struct Cancel_ok { pplx::cancellation_token_source S; ~Cancel_ok() { S.cancel(); } };
