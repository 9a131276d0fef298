// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <unistd.h>
struct wxThread { void *Wait(int = 0); int Delete(void **Code = nullptr, int = 0); static void Sleep(unsigned long Ms); };
struct wxMutex { int Lock(); int Unlock(); };
struct wxMutexLocker { explicit wxMutexLocker(wxMutex &); ~wxMutexLocker(); };
struct wxCriticalSection { void Enter(); void Leave(); };
struct wxCriticalSectionLocker { explicit wxCriticalSectionLocker(wxCriticalSection &); ~wxCriticalSectionLocker(); };
struct wxCondition { explicit wxCondition(wxMutex &); int Wait(); int WaitTimeout(unsigned long Ms); int Signal(); };
struct wxSemaphore { int Wait(); int TryWait(); int WaitTimeout(unsigned long Ms); int Post(); };

struct Thread_bad { wxThread *T; ~Thread_bad() { T->Wait(); } };
// CHECK: 'Thread_bad::~Thread_bad' waits for a thread to end {{.*}}with no bound
// CHECK: note: {{.*}}when the thread has ended
struct Delete_ok { wxThread *T; ~Delete_ok() { T->Delete(); } };
struct Timed_bad { wxSemaphore S; ~Timed_bad() { S.WaitTimeout(2000); } };
// CHECK: 'Timed_bad::~Timed_bad' {{.*}} 2 s
struct Timed_ok { wxSemaphore S; ~Timed_ok() { S.WaitTimeout(1); S.TryWait(); } };
struct Nap_bad { ~Nap_bad() { wxThread::Sleep(50); } };
// CHECK: 'Nap_bad::~Nap_bad' {{.*}} 50 ms

struct Held {
  wxMutex M;
  wxCondition C{M};
  wxCriticalSection S;
  void mutex_bad() {
    wxMutexLocker Lock(M);
    sleep(1);
    // CHECK: Held::mutex_bad{{.*}}[cleanup-lock-held-over-wait]
  }
  void section_bad() {
    wxCriticalSectionLocker Lock(S);
    sleep(1);
    // CHECK: Held::section_bad{{.*}}[cleanup-lock-held-over-wait]
  }
  void left_ok() {
    S.Enter();
    S.Leave();
    sleep(1);
  }
  void wait_ok() {
    wxMutexLocker Lock(M);
    C.Wait();
  }
};
