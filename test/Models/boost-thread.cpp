// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <unistd.h>
namespace boost {
struct thread { void join(); void interrupt(); template <class D> bool try_join_for(D); };
template <class M> struct lock_guard { explicit lock_guard(M &); ~lock_guard(); };
template <class M> struct unique_lock { explicit unique_lock(M &); ~unique_lock(); void unlock(); };
struct mutex { void lock(); void unlock(); };
struct condition_variable { void wait(unique_lock<mutex> &); };
struct thread_group { void join_all(); };
struct barrier { bool wait(); };
struct detach {};
struct join_if_joinable {};
struct interrupt_and_join_if_joinable {};
template <class C = join_if_joinable> struct scoped_thread { explicit scoped_thread(void (*)()); ~scoped_thread(); };
template <class T> struct future { void wait() const; T get(); template <class D> int wait_for(D) const; };
template <class T> struct promise { future<T> get_future(); void set_value(T); template <class E> void set_exception(E); };
}

struct Join_bad { boost::thread T; ~Join_bad() { T.join(); } };
// CHECK: 'Join_bad::~Join_bad' waits for a thread to end {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}when the thread has ended
struct Group_bad { boost::thread_group G; ~Group_bad() { G.join_all(); } };
// CHECK: 'Group_bad::~Group_bad' waits for a thread to end
struct Barrier_bad { boost::barrier B; ~Barrier_bad() { B.wait(); } };
// CHECK: 'Barrier_bad::~Barrier_bad' waits for other threads
struct Future_bad { boost::future<int> F; ~Future_bad() { F.wait(); } };
// CHECK: 'Future_bad::~Future_bad' waits for a result {{.*}}with no bound
struct Interrupt_ok { boost::thread T; ~Interrupt_ok() { T.interrupt(); } };

struct Held {
  boost::mutex M, Other;
  boost::condition_variable C;
  void sleep_bad() {
    boost::lock_guard<boost::mutex> Lock(M);
    sleep(1);
    // CHECK: Held::sleep_bad{{.*}}[cleanup-lock-held-over-wait]
  }
  void sleep_ok() {
    boost::unique_lock<boost::mutex> Lock(M);
    Lock.unlock();
    sleep(1);
  }
  void wait_ok() {
    boost::unique_lock<boost::mutex> Lock(M);
    C.wait(Lock);
  }
  void wait_bad() {
    boost::lock_guard<boost::mutex> Outer(Other);
    boost::unique_lock<boost::mutex> Lock(M);
    C.wait(Lock);
    // CHECK: Held::wait_bad{{.*}}[cleanup-lock-held-over-wait]
  }
};

// What a scoped thread does at its end is said by its class.
inline void rest() { sleep(60); }
struct Scoped_bad { boost::scoped_thread<> T{rest}; ~Scoped_bad() {} };
// CHECK: 'Scoped_bad::~Scoped_bad' waits for a thread to end
// CHECK: note: {{.*}}the destructor joins the thread
struct Detached_ok { boost::scoped_thread<boost::detach> T{rest}; ~Detached_ok() {} };
struct Interrupted_ok { boost::scoped_thread<boost::interrupt_and_join_if_joinable> T{rest}; ~Interrupted_ok() {} };

// What taking a result throws is what somebody gives the promise.
struct Answer_bad {
  boost::promise<int> Promised;
  boost::future<int> Outcome = Promised.get_future();
  int Last = 0;
  void answer(int By) { By ? Promised.set_value(By) : Promised.set_exception(By); }
  ~Answer_bad() { Last = Outcome.get(); }
  // CHECK: 'Answer_bad::~Answer_bad' waits for a result
  // CHECK: may leave destructor 'Answer_bad::~Answer_bad'{{.*}}[cleanup-unguarded-throw]
};
struct Value_bad {
  boost::promise<int> Given;
  boost::future<int> Result = Given.get_future();
  int Last = 0;
  void answer(int By) { Given.set_value(By); }
  ~Value_bad() { Last = Result.get(); }
  // CHECK: 'Value_bad::~Value_bad' waits for a result
  // CHECK-NOT: Value_bad{{.*}}[cleanup-unguarded-throw]
};
