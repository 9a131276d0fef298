// RUN: %check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s --implicit-check-not=_ok
#include <chrono>
#include <guards.h>
#include <unistd.h>
namespace folly {
template <class T> struct Future { T get() &&; Future &wait() &; Future &wait(std::chrono::milliseconds) &; bool isReady(); };
template <class T> struct Promise { Future<T> getFuture(); void setValue(T); template <class E> void setException(E); };
struct ThreadPoolExecutor { virtual void join(); virtual void stop(); };
template <bool B> struct Baton { void wait(); bool try_wait(); void post(); };
struct SharedMutex { void lock(); void unlock(); void lock_shared(); void unlock_shared(); };
template <class T, class P> struct LockedPtr { ~LockedPtr(); T *operator->(); void unlock(); };
template <class T> struct Synchronized { template <class F> void withWLock(F &&); LockedPtr<T, int> wlock(); LockedPtr<T, long> rlock(); };
namespace detail {
enum class OnExit { Fail, Success };
// Its destructor is declared to throw where it runs on success.
template <class F, bool Fails> struct ScopeGuardForNewException { F f; explicit ScopeGuardForNewException(F f) : f(f) {} ~ScopeGuardForNewException() noexcept(Fails); };
}
struct ScopedEventBaseThread { ScopedEventBaseThread(); ~ScopedEventBaseThread(); };
}

struct Future_bad { folly::Future<int> F; ~Future_bad() { F.wait(); } };
// CHECK: 'Future_bad::~Future_bad' waits for a result {{.*}}with no bound
struct Timed_bad { folly::Future<int> F; ~Timed_bad() { F.wait(std::chrono::milliseconds(300)); } };
// CHECK: 'Timed_bad::~Timed_bad' {{.*}} 300 ms
struct Ready_ok { folly::Future<int> F; ~Ready_ok() { F.isReady(); } };
struct Pool_bad { folly::ThreadPoolExecutor *P; ~Pool_bad() { P->join(); } };
// CHECK: 'Pool_bad::~Pool_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}until all tasks
struct Baton_bad { folly::Baton<true> B; ~Baton_bad() { B.wait(); } };
// CHECK: 'Baton_bad::~Baton_bad' {{.*}}[cleanup-blocking-call]
struct Baton_ok { folly::Baton<true> B; ~Baton_ok() { B.try_wait(); B.post(); } };

void guard(int Fd) {
  SCOPE_EXIT { fsync(Fd); };
  // CHECK: [[@LINE-1]]:{{.*}}waits for the storage device {{.*}}[cleanup-blocking-call]
}

struct Locked_bad { folly::Synchronized<int> S; int Fd; ~Locked_bad() { S.withWLock([this](int &) { fsync(Fd); }); } };
// CHECK: 'Locked_bad::~Locked_bad' waits for the storage device
struct Held {
  folly::SharedMutex M;
  void sleep_bad() {
    M.lock_shared();
    sleep(1);
    // CHECK: Held::sleep_bad{{.*}}[cleanup-lock-held-over-wait]
    M.unlock_shared();
  }
  void sleep_ok() {
    M.lock();
    M.unlock();
    sleep(1);
  }
};

// Whoever has the pointer has the lock, and so has what runs with it.
struct Table {
  folly::Synchronized<int> S;
  int Fd;
  void pointer_bad() {
    auto P = S.wlock();
    sleep(1);
    // CHECK: 'S' is held while 'Table::pointer_bad' sleeps
  }
  void pointer_ok() {
    { auto P = S.wlock(); }
    sleep(1);
  }
  void unlocked_ok() {
    auto P = S.rlock();
    P.unlock();
    sleep(1);
  }
  void meanwhile_bad() {
    S.withWLock([](int &) { sleep(1); });
    // CHECK: 'S' is held while 'Table::meanwhile_bad' sleeps
  }
  void after_ok() {
    S.withWLock([](int &I) { ++I; });
    fsync(Fd);
  }
};

// On success what is thrown meets no other exception.
void success_ok(bool B) {
  auto F = [B] { if (B) throw 1; };
  folly::detail::ScopeGuardForNewException<decltype(F), false> Guard(F);
}
void fail_bad(bool B) {
  auto F = [B] { if (B) throw 1; };
  folly::detail::ScopeGuardForNewException<decltype(F), true> Guard(F);
  // CHECK: 'int' may leave scope guard
}

// What taking a result throws is what somebody gives the promise.
struct Answer_bad {
  folly::Promise<int> Promised;
  folly::Future<int> Outcome = Promised.getFuture();
  int Last = 0;
  void answer(int By) { By ? Promised.setValue(By) : Promised.setException(By); }
  ~Answer_bad() { Last = static_cast<folly::Future<int> &&>(Outcome).get(); }
  // CHECK: 'Answer_bad::~Answer_bad' waits for a result
  // CHECK: may leave destructor 'Answer_bad::~Answer_bad'{{.*}}[cleanup-unguarded-throw]
};
struct Value_bad {
  folly::Promise<int> Given;
  folly::Future<int> Result = Given.getFuture();
  int Last = 0;
  void answer(int By) { Given.setValue(By); }
  ~Value_bad() { Last = static_cast<folly::Future<int> &&>(Result).get(); }
  // CHECK: 'Value_bad::~Value_bad' waits for a result
  // CHECK-NOT: Value_bad{{.*}}[cleanup-unguarded-throw]
};
