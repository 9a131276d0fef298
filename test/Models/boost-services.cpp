// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok --implicit-check-not=_strict
// RUN: %check --option=cleanup-blocking-call.Strict=true --option=cleanup-network-io.Strict=true %s -- -std=c++20 | FileCheck %s --check-prefix=STRICT --implicit-check-not=_ok
#include <chrono>
namespace boost::system { class error_code; }
namespace boost::fibers {
struct fiber { void join(); void detach(); };
struct mutex { void lock(); bool try_lock(); void unlock(); };
struct condition_variable { template <class L> void wait(L &); template <class L, class R, class P> int wait_for(L &, const std::chrono::duration<R, P> &); void notify_all(); };
template <class T> struct buffered_channel { int pop(T &); int try_pop(T &); template <class R, class P> int pop_wait_for(T &, const std::chrono::duration<R, P> &); void close(); };
namespace detail { template <class T> struct future_base { void wait() const; }; }
template <class T> struct future : detail::future_base<T> { T get(); };
}
namespace boost::log {
inline namespace v2_mt_posix {
struct core { void flush(); };
namespace sinks { template <class S> struct asynchronous_sink { void stop(); void flush(); }; }
}
}
namespace boost::mysql {
struct statement; struct diagnostics;
struct any_connection {
  void close_statement(const statement &);
  void close_statement(const statement &, boost::system::error_code &, diagnostics &);
  void close(boost::system::error_code &, diagnostics &);
};
struct connection_pool { void cancel(); };
}
namespace boost::redis { struct connection { void cancel(); }; }
using namespace std::chrono_literals;

struct Fiber_bad { boost::fibers::fiber F; ~Fiber_bad() { F.join(); } };
// CHECK: 'Fiber_bad::~Fiber_bad' waits for a thread to end {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}when the fiber has ended
struct Fiber_ok { boost::fibers::fiber F; ~Fiber_ok() { F.detach(); } };
struct Condition_bad { boost::fibers::mutex M; boost::fibers::condition_variable C; ~Condition_bad() { C.wait(M); } };
// CHECK: 'Condition_bad::~Condition_bad' waits for a condition {{.*}}with no bound
struct Timed_bad { boost::fibers::mutex M; boost::fibers::condition_variable C; ~Timed_bad() { C.wait_for(M, 2s); } };
// CHECK: 'Timed_bad::~Timed_bad' {{.*}} 2 s
struct Notify_ok { boost::fibers::condition_variable C; ~Notify_ok() { C.notify_all(); } };
struct Channel_bad { boost::fibers::buffered_channel<int> C; ~Channel_bad() { int I; C.pop(I); } };
// CHECK: 'Channel_bad::~Channel_bad' {{.*}}[cleanup-blocking-call]
struct ChannelTimed_bad { boost::fibers::buffered_channel<int> C; ~ChannelTimed_bad() { int I; C.pop_wait_for(I, 500ms); } };
// CHECK: 'ChannelTimed_bad::~ChannelTimed_bad' {{.*}} 500 ms
struct Channel_ok { boost::fibers::buffered_channel<int> C; ~Channel_ok() { int I; C.try_pop(I); C.close(); } };
struct Future_bad { boost::fibers::future<int> F; ~Future_bad() { F.wait(); } };
// CHECK: 'Future_bad::~Future_bad' waits for a result
struct Lock_ok { boost::fibers::mutex M; ~Lock_ok() { if (M.try_lock()) M.unlock(); } };

struct Sink_bad { boost::log::sinks::asynchronous_sink<int> S; ~Sink_bad() { S.flush(); } };
// CHECK: 'Sink_bad::~Sink_bad' {{.*}}[cleanup-blocking-call]
struct Stop_strict { boost::log::sinks::asynchronous_sink<int> S; ~Stop_strict() { S.stop(); } };
// STRICT: 'Stop_strict::~Stop_strict' {{.*}}[cleanup-blocking-call]

struct Statement_bad { boost::mysql::any_connection &C; const boost::mysql::statement &S; ~Statement_bad() { C.close_statement(S); } };
// CHECK-DAG: 'Statement_bad::~Statement_bad' {{.*}}[cleanup-network-io]
// CHECK-DAG: 'boost::mysql::error_with_diagnostics' may leave {{.*}}'Statement_bad::~Statement_bad'
struct Quiet_bad { boost::mysql::any_connection &C; const boost::mysql::statement &S; boost::system::error_code &E; boost::mysql::diagnostics &D; ~Quiet_bad() { C.close_statement(S, E, D); } };
// CHECK: 'Quiet_bad::~Quiet_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}nothing bounds a synchronous call
struct Close_strict { boost::mysql::any_connection &C; boost::system::error_code &E; boost::mysql::diagnostics &D; ~Close_strict() { C.close(E, D); } };
// STRICT: 'Close_strict::~Close_strict' {{.*}}[cleanup-network-io]
struct Cancel_ok { boost::mysql::connection_pool P; boost::redis::connection R; ~Cancel_ok() { P.cancel(); R.cancel(); } };
