// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <pthread.h>
namespace brpc {
struct Server { int Stop(int); int Join(); };
struct Channel { void CallMethod(const void *, void *, const void *, void *, void *); };
}
extern "C" int bthread_join(unsigned long, void **);
extern "C" int bthread_usleep(unsigned long);
namespace butil {
template <class M> struct lock_guard { explicit lock_guard(M &); ~lock_guard(); };
}
namespace bthread { struct Mutex { void lock(); void unlock(); }; }

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
