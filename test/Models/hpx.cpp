// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok --implicit-check-not=_strict
#include <chrono>
namespace hpx {
struct thread { void join(); void detach(); };
namespace lcos::detail { template <class D, class R> struct future_base { void wait() const; template <class P, class Q> int wait_for(const std::chrono::duration<P, Q> &) const; bool is_ready() const; }; }
template <class T> struct future : lcos::detail::future_base<future<T>, T> { T get(); };
struct latch { void wait() const; void count_down(long); };
int stop();
}
struct Thread_bad { hpx::thread T; ~Thread_bad() { T.join(); } };
// CHECK: 'Thread_bad::~Thread_bad' waits for a thread to end
struct Thread_ok { hpx::thread T; ~Thread_ok() { T.detach(); } };
struct Future_bad { hpx::future<int> F; ~Future_bad() { F.wait(); } };
// CHECK: 'Future_bad::~Future_bad' waits for a result {{.*}}with no bound
struct Timed_bad { hpx::future<int> F; ~Timed_bad() { F.wait_for(std::chrono::seconds(2)); } };
// CHECK: 'Timed_bad::~Timed_bad' {{.*}} 2 s
struct Future_ok { hpx::future<int> F; ~Future_ok() { F.is_ready(); } };
struct Latch_bad { hpx::latch L; ~Latch_bad() { L.wait(); } };
// CHECK: 'Latch_bad::~Latch_bad' {{.*}}[cleanup-blocking-call]
struct Latch_ok { hpx::latch L; ~Latch_ok() { L.count_down(1); } };
struct Stop_bad { ~Stop_bad() { hpx::stop(); } };
// CHECK: 'Stop_bad::~Stop_bad' {{.*}}[cleanup-blocking-call]
