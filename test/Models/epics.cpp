// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
struct epicsMutex { void lock(); void unlock(); bool tryLock(); };
template <class T> struct epicsGuard { explicit epicsGuard(T &); ~epicsGuard(); };
template <class T> struct epicsGuardRelease { explicit epicsGuardRelease(epicsGuard<T> &); ~epicsGuardRelease(); };
struct epicsEvent { void wait(); bool wait(double Seconds); void trigger(); };
extern "C" {
void epicsThreadSleep(double Seconds);
void epicsThreadMustJoin(void *);
int epicsEventWait(void *);
int epicsEventWaitWithTimeout(void *, double Seconds);
int epicsEventTrigger(void *);
int ca_pend_io(double Seconds);
}

struct Nap_bad { ~Nap_bad() { epicsThreadSleep(2); } };
// CHECK: 'Nap_bad::~Nap_bad' sleeps {{.*}} 2 s
struct Join_bad { void *T; ~Join_bad() { epicsThreadMustJoin(T); } };
// CHECK: 'Join_bad::~Join_bad' waits for a thread to end {{.*}}with no bound
// CHECK: note: {{.*}}when the thread has ended
struct Event_bad { void *E; ~Event_bad() { epicsEventWait(E); } };
// CHECK: 'Event_bad::~Event_bad' {{.*}}with no bound
struct Timed_bad { void *E; ~Timed_bad() { epicsEventWaitWithTimeout(E, 3); } };
// CHECK: 'Timed_bad::~Timed_bad' {{.*}} 3 s
struct Method_bad { epicsEvent E; ~Method_bad() { E.wait(); } };
// CHECK: 'Method_bad::~Method_bad' {{.*}}with no bound
struct Trigger_ok { epicsEvent E; void *F; ~Trigger_ok() { E.trigger(); epicsEventTrigger(F); } };
struct Pend_bad { ~Pend_bad() { ca_pend_io(5); } };
// CHECK: 'Pend_bad::~Pend_bad' {{.*}} 5 s

struct Held {
  epicsMutex M;
  void sleep_bad() {
    epicsGuard<epicsMutex> Guard(M);
    epicsThreadSleep(1);
    // CHECK: Held::sleep_bad{{.*}}[cleanup-lock-held-over-wait]
  }
  void released_ok() {
    epicsGuard<epicsMutex> Guard(M);
    epicsGuardRelease<epicsMutex> Release(Guard);
    epicsThreadSleep(1);
  }
  void unlocked_ok() {
    M.lock();
    M.unlock();
    epicsThreadSleep(1);
  }
};
