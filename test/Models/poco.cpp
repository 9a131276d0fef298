// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
namespace Poco {
struct Thread { void join(); void join(long Ms); bool tryJoin(long Ms); static void sleep(long Ms); };
struct ThreadPool { void joinAll(); };
struct Event { void wait(); bool tryWait(long Ms); void set(); };
struct FastMutex { void lock(); void unlock(); };
template <class M> struct ScopedLock { explicit ScopedLock(M &); ~ScopedLock(); };
struct Condition { template <class M> void wait(M &); };
struct Timer { ~Timer(); void stop(); };
namespace Net {
struct NetException {};
struct StreamSocket { int sendBytes(const void *, int); void close(); };
struct HTTPClientSession { void sendRequest(); };
}
}

struct Join_bad { Poco::Thread T; ~Join_bad() { T.join(); } };
// CHECK: 'Join_bad::~Join_bad' waits for a thread to end {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}when the thread has ended
struct Timed_bad { Poco::Thread T; ~Timed_bad() { T.tryJoin(1000); } };
// CHECK: 'Timed_bad::~Timed_bad' {{.*}} 1 s
struct Timed_ok { Poco::Thread T; ~Timed_ok() { T.tryJoin(1); } };
struct Event_bad { Poco::Event E; ~Event_bad() { E.wait(); } };
// CHECK: 'Event_bad::~Event_bad' {{.*}}with no bound
struct Event_ok { Poco::Event E; ~Event_ok() { E.set(); } };
struct Send_bad {
  Poco::Net::StreamSocket S;
  ~Send_bad() {
    try { S.sendBytes("x", 1); } catch (...) {}
    // CHECK: 'Send_bad::~Send_bad' {{.*}}[cleanup-network-io]
  }
};
struct Throw_bad { Poco::Net::HTTPClientSession S; ~Throw_bad() { S.sendRequest(); } };
// CHECK: 'Poco::Net::NetException' may leave {{.*}}'Throw_bad::~Throw_bad'
struct Close_ok { Poco::Net::StreamSocket S; ~Close_ok() { S.close(); } };

struct Held {
  Poco::FastMutex M;
  Poco::Condition C;
  void sleep_bad() {
    Poco::ScopedLock<Poco::FastMutex> Lock(M);
    Poco::Thread::sleep(1000);
    // CHECK: Held::sleep_bad{{.*}}[cleanup-lock-held-over-wait]
  }
  void wait_ok() {
    Poco::ScopedLock<Poco::FastMutex> Lock(M);
    C.wait(M);
  }
};
