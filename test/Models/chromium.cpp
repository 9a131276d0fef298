// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok --implicit-check-not=_strict
// RUN: %check --option=cleanup-blocking-call.Strict=true %s -- -std=c++20 | FileCheck %s --check-prefix=STRICT --implicit-check-not=_ok
namespace base {
struct TimeDelta;
struct WaitableEvent { void Wait(); bool TimedWait(const TimeDelta &); bool IsSignaled() const; void Signal(); };
struct PlatformThreadHandle {};
struct PlatformThread { static void Join(PlatformThreadHandle); };
struct Thread { void Stop(); void StopSoon(); };
struct Process { bool Terminate(int, bool Wait) const; bool WaitForExit(int *) const; };
struct Lock { void Acquire(); void Release(); };
struct AutoLock { explicit AutoLock(Lock &); ~AutoLock(); };
struct AutoUnlock { explicit AutoUnlock(Lock &); ~AutoUnlock(); };
struct File { bool Flush(); };
}
struct Event_bad { base::WaitableEvent E; ~Event_bad() { E.Wait(); } };
// CHECK: 'Event_bad::~Event_bad' {{.*}}with no bound
struct Event_ok { base::WaitableEvent E; ~Event_ok() { E.IsSignaled(); E.Signal(); } };
struct Join_bad { base::PlatformThreadHandle H; ~Join_bad() { base::PlatformThread::Join(H); } };
// CHECK: 'Join_bad::~Join_bad' waits for a thread to end
struct Stop_strict { base::Thread T; ~Stop_strict() { T.Stop(); } };
// STRICT: 'Stop_strict::~Stop_strict' {{.*}}[cleanup-blocking-call]
struct Soon_ok { base::Thread T; ~Soon_ok() { T.StopSoon(); } };
struct Process_bad { base::Process P; ~Process_bad() { int C; P.WaitForExit(&C); } };
// CHECK: 'Process_bad::~Process_bad' waits for a process
struct Kill_strict { base::Process P; ~Kill_strict() { P.Terminate(1, true); } };
// STRICT: 'Kill_strict::~Kill_strict' {{.*}}[cleanup-blocking-call]
struct Kill_ok { base::Process P; ~Kill_ok() { P.Terminate(1, false); } };
struct File_bad { base::File F; ~File_bad() { F.Flush(); } };
// CHECK: 'File_bad::~File_bad' {{.*}}[cleanup-blocking-call]
struct State {
  base::Lock L; base::WaitableEvent E;
  void held_bad() { base::AutoLock A(L); E.Wait(); }
  // CHECK: {{.*}}'base::WaitableEvent::Wait'{{.*}}[cleanup-lock-held-over-wait]
  void free_ok() { base::AutoLock A(L); base::AutoUnlock U(L); E.Wait(); }
};

// What returns soon on its own leaves a thread able to hear the request to stop.
#include <atomic>
#include <thread>
struct Timed_strict {
  base::WaitableEvent E; base::TimeDelta &D; std::atomic<bool> Stop{false};
  std::thread Run{[this] { while (!Stop) E.TimedWait(D); }};
  ~Timed_strict() { Stop = true; Run.join(); }
};
