// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok --implicit-check-not=_strict
// RUN: %check --option=cleanup-blocking-call.Strict=true %s -- -std=c++20 | FileCheck %s --check-prefix=STRICT --implicit-check-not=_ok
#include <chrono>
#include <cstdint>
namespace tf { struct Executor { void wait_for_all(); int num_workers() const; }; }
namespace BS { struct thread_pool { void wait(); template <class R, class P> bool wait_for(const std::chrono::duration<R, P> &); void purge(); }; }
namespace moodycamel {
template <class T> struct BlockingConcurrentQueue {
  void wait_dequeue(T &);
  bool wait_dequeue_timed(T &, int64_t Us);
  template <class R, class P> bool wait_dequeue_timed(T &, const std::chrono::duration<R, P> &);
  bool try_dequeue(T &);
};
struct LightweightSemaphore { bool wait(); bool wait(int64_t Us); void signal(long = 1); };
}
namespace cppcoro { template <class A> int sync_wait(A &&); }
namespace concurrencpp { template <class T> struct result { T get(); int status() const; }; struct thread_pool_executor { virtual void shutdown(); }; }
namespace enki { struct ICompletable; struct TaskScheduler { void WaitforTask(const ICompletable *); void WaitforAllAndShutdown(); }; }
extern "C" { struct nsync_mu_s_; struct nsync_cv_s_; struct nsync_note_s_; void nsync_cv_wait(nsync_cv_s_ *, nsync_mu_s_ *); void nsync_note_notify(nsync_note_s_ *); void nsync_mu_lock(nsync_mu_s_ *); void nsync_mu_unlock(nsync_mu_s_ *); }
namespace Concurrency {
struct task_group { int wait(); void cancel(); };
struct event { unsigned wait(unsigned Ms = 0xFFFFFFFF); void set(); };
}
namespace winrt::impl { template <class D> struct consume_Windows_Foundation_IAsyncAction { void get() const; }; }
namespace winrt { struct IAsyncAction : impl::consume_Windows_Foundation_IAsyncAction<IAsyncAction> {}; }
using namespace std::chrono_literals;

struct Flow_bad { tf::Executor E; ~Flow_bad() { E.wait_for_all(); } };
// CHECK: 'Flow_bad::~Flow_bad' waits for a thread to end {{.*}}with no bound
struct Flow_ok { tf::Executor E; ~Flow_ok() { E.num_workers(); } };
struct Pool_bad { BS::thread_pool P; ~Pool_bad() { P.wait(); } };
// CHECK: 'Pool_bad::~Pool_bad' {{.*}}with no bound
struct PoolTimed_bad { BS::thread_pool P; ~PoolTimed_bad() { P.wait_for(2s); } };
// CHECK: 'PoolTimed_bad::~PoolTimed_bad' {{.*}} 2 s
struct Pool_ok { BS::thread_pool P; ~Pool_ok() { P.purge(); } };
struct Queue_bad { moodycamel::BlockingConcurrentQueue<int> Q; ~Queue_bad() { int I; Q.wait_dequeue(I); } };
// CHECK: 'Queue_bad::~Queue_bad' {{.*}}with no bound
struct QueueTimed_bad { moodycamel::BlockingConcurrentQueue<int> Q; ~QueueTimed_bad() { int I; Q.wait_dequeue_timed(I, 3000000); } };
// CHECK: 'QueueTimed_bad::~QueueTimed_bad' {{.*}} 3 s
struct QueueFor_bad { moodycamel::BlockingConcurrentQueue<int> Q; ~QueueFor_bad() { int I; Q.wait_dequeue_timed(I, 500ms); } };
// CHECK: 'QueueFor_bad::~QueueFor_bad' {{.*}} 500 ms
struct Queue_ok { moodycamel::BlockingConcurrentQueue<int> Q; ~Queue_ok() { int I; Q.try_dequeue(I); } };
struct Semaphore_bad { moodycamel::LightweightSemaphore S; ~Semaphore_bad() { S.wait(); } };
// CHECK: 'Semaphore_bad::~Semaphore_bad' {{.*}}with no bound
struct Semaphore_ok { moodycamel::LightweightSemaphore S; ~Semaphore_ok() { S.signal(); } };
struct Coro_bad { int T; ~Coro_bad() { cppcoro::sync_wait(T); } };
// CHECK: 'Coro_bad::~Coro_bad' {{.*}}with no bound
struct Result_bad { concurrencpp::result<int> R; ~Result_bad() { R.get(); } };
// CHECK: 'Result_bad::~Result_bad' waits for a result
struct Result_ok { concurrencpp::result<int> R; ~Result_ok() { R.status(); } };
struct Shut_strict { concurrencpp::thread_pool_executor &E; ~Shut_strict() { E.shutdown(); } };
// STRICT: 'Shut_strict::~Shut_strict' {{.*}}[cleanup-blocking-call]
struct Task_bad { enki::TaskScheduler &S; enki::ICompletable *T; ~Task_bad() { S.WaitforTask(T); } };
// CHECK: 'Task_bad::~Task_bad' {{.*}}[cleanup-blocking-call]
struct Nsync_bad { nsync_cv_s_ *C; nsync_mu_s_ *M; ~Nsync_bad() { nsync_mu_lock(M); nsync_cv_wait(C, M); nsync_mu_unlock(M); } };
// CHECK: 'Nsync_bad::~Nsync_bad' waits for a condition
struct Nsync_ok { nsync_note_s_ *N; ~Nsync_ok() { nsync_note_notify(N); } };
struct Group_bad { Concurrency::task_group G; ~Group_bad() { G.wait(); } };
// CHECK: 'Group_bad::~Group_bad' {{.*}}with no bound
struct Group_ok { Concurrency::task_group G; ~Group_ok() { G.cancel(); } };
struct Event_bad { Concurrency::event E; ~Event_bad() { E.wait(); } };
// CHECK: 'Event_bad::~Event_bad' {{.*}}with no bound
struct Event_ok { Concurrency::event E; ~Event_ok() { E.wait(0); E.set(); } };
struct Action_bad { winrt::IAsyncAction A; ~Action_bad() { A.get(); } };
// CHECK: 'Action_bad::~Action_bad' waits for a result
