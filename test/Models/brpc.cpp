// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <mutex>
#include <pthread.h>
#include <time.h>
namespace brpc {
struct Server { int Stop(int); int Join(); };
struct Channel { void CallMethod(const void *, void *, const void *, void *, void *); };
}
extern "C" int bthread_join(unsigned long, void **);
extern "C" int bthread_usleep(unsigned long);
namespace butil {
template <class M> struct lock_guard { explicit lock_guard(M &); ~lock_guard(); };
}
namespace bthread {
struct Mutex { void lock(); void unlock(); };
struct ConditionVariable { int wait_for(std::unique_lock<Mutex> &, long timeout_us); };
struct CountdownEvent { int wait(); int timed_wait(const timespec &duetime); };
}

struct Server_bad { brpc::Server S; ~Server_bad() { S.Join(); } };
// CHECK: 'Server_bad::~Server_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}until all requests have ended
struct Stop_ok { brpc::Server S; ~Stop_ok() { S.Stop(0); } };
struct Call_bad { brpc::Channel C; ~Call_bad() { C.CallMethod(0, 0, 0, 0, nullptr); } };
// CHECK: 'Call_bad::~Call_bad' {{.*}}[cleanup-network-io]
struct Call_ok { brpc::Channel C; void *Done; ~Call_ok() { C.CallMethod(0, 0, 0, 0, Done); } };
struct Join_bad { unsigned long T; ~Join_bad() { bthread_join(T, nullptr); } };
// CHECK: 'Join_bad::~Join_bad' waits for a thread to end

struct Held {
  bthread::Mutex M;
  void sleep_bad() {
    butil::lock_guard<bthread::Mutex> Lock(M);
    bthread_usleep(1000000);
    // CHECK: Held::sleep_bad{{.*}}[cleanup-lock-held-over-wait]
  }
};

// The time that each is given.
struct Nap_bad { ~Nap_bad() { bthread_usleep(3000000); } };
// CHECK: 'Nap_bad::~Nap_bad' sleeps ('bthread_usleep') for up to 3 s
// CHECK: note: {{.*}}bthread_usleep() returns after that many microseconds
struct Nap_ok { ~Nap_ok() { bthread_usleep(3000); } };
struct Condition_bad {
  bthread::Mutex M;
  bthread::ConditionVariable C;
  ~Condition_bad() {
    std::unique_lock<bthread::Mutex> Lock(M);
    C.wait_for(Lock, 2000000);
    // CHECK: 'Condition_bad::~Condition_bad' waits for a condition ('bthread::ConditionVariable::wait_for') for up to 2 s
  }
};
struct Condition_ok {
  bthread::Mutex M;
  bthread::ConditionVariable C;
  ~Condition_ok() {
    std::unique_lock<bthread::Mutex> Lock(M);
    C.wait_for(Lock, 2500);
  }
};
struct Count_bad { bthread::CountdownEvent E; ~Count_bad() { E.wait(); } };
// CHECK: 'Count_bad::~Count_bad' waits for other threads ('bthread::CountdownEvent::wait') with no bound
struct Until_bad { bthread::CountdownEvent E; timespec T; ~Until_bad() { E.timed_wait(T); } };
// CHECK: 'Until_bad::~Until_bad' waits for other threads ('bthread::CountdownEvent::timed_wait') until a deadline
