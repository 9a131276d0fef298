// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <unistd.h>
namespace juce {
struct Thread { bool stopThread(int Ms); bool waitForThreadToExit(int Ms = -1) const; static void sleep(int Ms); };
struct WaitableEvent { bool wait(double Ms = -1.0) const; void signal() const; };
struct CriticalSection { void enter() const; bool tryEnter() const; void exit() const; };
template <class L> struct GenericScopedLock { explicit GenericScopedLock(const L &); ~GenericScopedLock(); };
template <class L> struct GenericScopedUnlock { explicit GenericScopedUnlock(const L &); ~GenericScopedUnlock(); };
using ScopedLock = GenericScopedLock<CriticalSection>;
using ScopedUnlock = GenericScopedUnlock<CriticalSection>;
}

// It asks the thread, and kills it when the time is over.
struct Stop_ok { juce::Thread *T; ~Stop_ok() { T->stopThread(4000); } };
struct Timed_bad { juce::Thread *T; ~Timed_bad() { T->waitForThreadToExit(4000); } };
// CHECK: 'Timed_bad::~Timed_bad' waits for a thread to end {{.*}} 4 s
// CHECK: note: {{.*}}until the thread has ended
struct Exit_bad { juce::Thread *T; ~Exit_bad() { T->waitForThreadToExit(); } };
// CHECK: 'Exit_bad::~Exit_bad' {{.*}}with no bound
struct Event_bad { juce::WaitableEvent E; ~Event_bad() { E.wait(); } };
// CHECK: 'Event_bad::~Event_bad' {{.*}}with no bound
struct Event_ok { juce::WaitableEvent E; ~Event_ok() { E.signal(); } };

struct Held {
  juce::CriticalSection S;
  void sleep_bad() {
    juce::ScopedLock Lock(S);
    juce::Thread::sleep(1000);
    // CHECK: Held::sleep_bad{{.*}}[cleanup-lock-held-over-wait]
  }
  void unlocked_ok() {
    juce::ScopedLock Lock(S);
    juce::ScopedUnlock Unlock(S);
    sleep(1);
  }
  void exit_ok() {
    S.enter();
    S.exit();
    sleep(1);
  }
};
