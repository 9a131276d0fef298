// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <unistd.h>
// As oneTBB declares it since 2021, ...
namespace tbb {
namespace detail::d1 {
struct task_group_base { int wait(); void cancel(); };
struct task_group : task_group_base { template <class F> void run(F &&); };
struct graph { void wait_for_all(); void cancel(); };
template <class T, class F> void parallel_for(T First, T Last, const F &);
struct spin_mutex { void lock(); bool try_lock(); void unlock(); };
template <class M> struct unique_scoped_lock { unique_scoped_lock(); explicit unique_scoped_lock(M &); ~unique_scoped_lock(); void acquire(M &); void release(); };
struct queuing_mutex { struct scoped_lock { explicit scoped_lock(queuing_mutex &); ~scoped_lock(); void release(); }; };
}
namespace detail::d2 {
template <class T> struct concurrent_bounded_queue { void pop(T &); bool try_pop(T &); void abort(); };
}
inline namespace v1 {
using detail::d1::task_group;
using detail::d1::parallel_for;
using detail::d1::spin_mutex;
using detail::d1::queuing_mutex;
using detail::d2::concurrent_bounded_queue;
}
namespace flow { inline namespace v1 { using detail::d1::graph; } }
}
// ... as it was before, ...
namespace tbb::internal { struct old_group_base { int wait(); }; struct task_group_base { int wait(); }; }
// ... and as its pages write it.
namespace oneapi::tbb { struct task_group { int wait(); }; }

struct Group_bad { tbb::task_group G; ~Group_bad() { G.wait(); } };
// CHECK: 'Group_bad::~Group_bad' waits for a thread to end {{.*}}with no bound
// CHECK: note: {{.*}}when all tasks have ended
struct Old_bad { tbb::internal::task_group_base *G; ~Old_bad() { G->wait(); } };
// CHECK: 'Old_bad::~Old_bad' waits for a thread to end
struct Page_bad { oneapi::tbb::task_group G; ~Page_bad() { G.wait(); } };
// CHECK: 'Page_bad::~Page_bad' waits for a thread to end
struct Graph_bad { tbb::flow::graph G; ~Graph_bad() { G.wait_for_all(); } };
// CHECK: 'Graph_bad::~Graph_bad' waits for a thread to end
struct Canceled_ok { tbb::task_group G; ~Canceled_ok() { G.cancel(); } };
struct Pop_bad { tbb::concurrent_bounded_queue<int> Q; int I; ~Pop_bad() { Q.pop(I); } };
// CHECK: 'Pop_bad::~Pop_bad' {{.*}}with no bound
struct Pop_ok { tbb::concurrent_bounded_queue<int> Q; int I; ~Pop_ok() { Q.try_pop(I); Q.abort(); } };
struct Loop_bad { int Fd; ~Loop_bad() { tbb::parallel_for(0, 9, [this](int) { fsync(Fd); }); } };
// CHECK: 'Loop_bad::~Loop_bad' waits for the storage device

struct Held {
  tbb::spin_mutex Spin;
  tbb::queuing_mutex Queue;
  void lock_bad() {
    Spin.lock();
    sleep(1);
    // CHECK: Held::lock_bad{{.*}}[cleanup-lock-held-over-wait]
    Spin.unlock();
  }
  void guard_bad() {
    tbb::queuing_mutex::scoped_lock Lock(Queue);
    sleep(1);
    // CHECK: Held::guard_bad{{.*}}[cleanup-lock-held-over-wait]
  }
  void released_ok() {
    tbb::queuing_mutex::scoped_lock Lock(Queue);
    Lock.release();
    sleep(1);
  }
  void tried_ok() {
    if (Spin.try_lock())
      Spin.unlock();
    sleep(1);
  }
  // What acquire() gives to a guard is not followed.
  void acquired_ok() {
    tbb::detail::d1::unique_scoped_lock<tbb::spin_mutex> Lock;
    Lock.acquire(Spin);
    Lock.release();
    sleep(1);
  }
};
