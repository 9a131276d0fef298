// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <unistd.h>
namespace Ice {
struct LocalException {};
struct Communicator { virtual void destroy() = 0; virtual void shutdown() = 0; virtual void waitForShutdown() = 0; };
struct ObjectPrx { void ice_ping() const; };
}
namespace IceUtil {
struct Mutex { void lock() const; void unlock() const; };
template <class M> struct LockT { explicit LockT(const M &); ~LockT(); void release() const; };
struct Cond { template <class L> void wait(const L &) const; };
struct ThreadControl { void join(); };
}

struct Wait_bad { Ice::Communicator *C; ~Wait_bad() { C->waitForShutdown(); } };
// CHECK: 'Wait_bad::~Wait_bad' {{.*}}with no bound
// CHECK: note: {{.*}}until somebody shuts down
struct Shutdown_ok { Ice::Communicator *C; ~Shutdown_ok() { C->shutdown(); } };
struct Destroy_ok { Ice::Communicator *C; ~Destroy_ok() { C->destroy(); } };
struct Ping_bad { Ice::ObjectPrx P; ~Ping_bad() { P.ice_ping(); } };
// CHECK-DAG: 'Ping_bad::~Ping_bad' {{.*}}[cleanup-network-io]
// CHECK-DAG: 'Ice::LocalException' may leave {{.*}}'Ping_bad::~Ping_bad'
struct Join_bad { IceUtil::ThreadControl T; ~Join_bad() { T.join(); } };
// CHECK-DAG: 'Join_bad::~Join_bad' waits for a thread to end

struct Held {
  IceUtil::Mutex M;
  IceUtil::Cond C;
  void sleep_bad() {
    IceUtil::LockT<IceUtil::Mutex> Lock(M);
    sleep(1);
    // CHECK-DAG: Held::sleep_bad{{.*}}[cleanup-lock-held-over-wait]
  }
  void released_ok() {
    IceUtil::LockT<IceUtil::Mutex> Lock(M);
    Lock.release();
    sleep(1);
  }
  void wait_ok() {
    IceUtil::LockT<IceUtil::Mutex> Lock(M);
    C.wait(Lock);
  }
};
