// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
namespace OpenThreads {
struct Mutex { virtual int lock(); virtual int unlock(); virtual int trylock(); };
template <class M> struct ScopedLock { explicit ScopedLock(M &); ~ScopedLock(); };
template <class M> struct ReverseScopedLock { explicit ReverseScopedLock(M &); ~ReverseScopedLock(); };
struct Condition { virtual int wait(Mutex *); virtual int wait(Mutex *, unsigned long Ms); virtual int signal(); };
struct Thread { int join(); virtual int cancel(); static int microSleep(unsigned Us); };
struct Block { bool block(); bool block(unsigned long Ms); void release(); };
}

struct Join_bad { OpenThreads::Thread *T; ~Join_bad() { T->join(); } };
// CHECK: 'Join_bad::~Join_bad' waits for a thread to end {{.*}}with no bound
// CHECK: note: {{.*}}when the thread has ended
struct Cancel_ok { OpenThreads::Thread *T; ~Cancel_ok() { T->cancel(); } };
struct Block_bad { OpenThreads::Block B; ~Block_bad() { B.block(); } };
// CHECK: 'Block_bad::~Block_bad' {{.*}}with no bound
struct Timed_bad { OpenThreads::Block B; ~Timed_bad() { B.block(300); } };
// CHECK: 'Timed_bad::~Timed_bad' {{.*}} 300 ms
struct Timed_ok { OpenThreads::Block B; ~Timed_ok() { B.block(1); B.release(); } };

struct Held {
  OpenThreads::Mutex M;
  OpenThreads::Condition C;
  void sleep_bad() {
    OpenThreads::ScopedLock<OpenThreads::Mutex> Lock(M);
    OpenThreads::Thread::microSleep(500000);
    // CHECK: Held::sleep_bad{{.*}}[cleanup-lock-held-over-wait]
  }
  void reversed_ok() {
    OpenThreads::ScopedLock<OpenThreads::Mutex> Lock(M);
    OpenThreads::ReverseScopedLock<OpenThreads::Mutex> Unlock(M);
    OpenThreads::Thread::microSleep(500000);
  }
  void wait_ok() {
    OpenThreads::ScopedLock<OpenThreads::Mutex> Lock(M);
    C.wait(&M);
  }
};
