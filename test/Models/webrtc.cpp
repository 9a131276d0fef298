// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <unistd.h>
namespace webrtc {
struct TimeDelta;
struct Mutex { void Lock(); bool TryLock(); void Unlock(); };
struct MutexLock { explicit MutexLock(Mutex *); ~MutexLock(); };
}
namespace rtc {
struct Event { static constexpr int kForever = -1; bool Wait(int Ms); void Set(); };
struct Thread { virtual void Stop(); };
struct PlatformThread { void Finalize(); };
struct CriticalSection { void Enter() const; void Leave() const; };
struct CritScope { explicit CritScope(const CriticalSection *); ~CritScope(); };
}

struct Event_bad { rtc::Event E; ~Event_bad() { E.Wait(rtc::Event::kForever); } };
// CHECK: 'Event_bad::~Event_bad' {{.*}}with no bound
// CHECK: note: {{.*}}when somebody sets the event
struct Timed_bad { rtc::Event E; ~Timed_bad() { E.Wait(5000); } };
// CHECK: 'Timed_bad::~Timed_bad' {{.*}} 5 s
struct Look_ok { rtc::Event E; ~Look_ok() { E.Wait(0); E.Set(); } };
struct Join_bad { rtc::PlatformThread T; ~Join_bad() { T.Finalize(); } };
// CHECK: 'Join_bad::~Join_bad' waits for a thread to end
struct Stop_ok { rtc::Thread *T; ~Stop_ok() { T->Stop(); } };

struct Held {
  webrtc::Mutex M;
  rtc::CriticalSection S;
  void mutex_bad() {
    webrtc::MutexLock Lock(&M);
    sleep(1);
    // CHECK: Held::mutex_bad{{.*}}[cleanup-lock-held-over-wait]
  }
  void section_bad() {
    rtc::CritScope Lock(&S);
    sleep(1);
    // CHECK: Held::section_bad{{.*}}[cleanup-lock-held-over-wait]
  }
  void unlocked_ok() {
    M.Lock();
    M.Unlock();
    sleep(1);
  }
};
