// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
extern "C" {
typedef void *HANDLE;
typedef unsigned DWORD;
struct _RTL_CRITICAL_SECTION { void *P; };
typedef _RTL_CRITICAL_SECTION CRITICAL_SECTION;
DWORD WaitForSingleObject(HANDLE, DWORD Ms);
int SetEvent(HANDLE);
void Sleep(DWORD Ms);
int FlushFileBuffers(HANDLE);
int DeleteTimerQueueEx(HANDLE, HANDLE);
int WSASend(unsigned long, void *, DWORD, DWORD *, DWORD, void *Overlapped, void *);
int GetOverlappedResult(HANDLE, void *, DWORD *, int Wait);
void EnterCriticalSection(CRITICAL_SECTION *);
void LeaveCriticalSection(CRITICAL_SECTION *);
}

struct Thread_bad { HANDLE T; ~Thread_bad() { WaitForSingleObject(T, 0xFFFFFFFF); } };
// CHECK: 'Thread_bad::~Thread_bad' {{.*}}with no bound
// CHECK: note: 'Thread_bad::~Thread_bad' calls 'WaitForSingleObject' here: it waits until the object is signaled
struct Timed_bad { HANDLE T; ~Timed_bad() { WaitForSingleObject(T, 5000); } };
// CHECK: 'Timed_bad::~Timed_bad' {{.*}} 5 s
struct Polled_ok { HANDLE T; ~Polled_ok() { WaitForSingleObject(T, 0); } };
struct Event_ok { HANDLE E; ~Event_ok() { SetEvent(E); } };
inline void nap(DWORD Ms) { Sleep(Ms); }
struct Naps_bad { ~Naps_bad() { nap(2000); } };
// CHECK: 'Naps_bad::~Naps_bad' sleeps ('Sleep') for up to 2 s
// CHECK: note: 'nap' calls 'Sleep' here: it returns after that many milliseconds
struct Naps_ok { ~Naps_ok() { nap(2); } };
struct Flush_bad { HANDLE F; ~Flush_bad() { FlushFileBuffers(F); } };
// CHECK: 'Flush_bad::~Flush_bad' waits for the storage device
// CHECK: note: 'Flush_bad::~Flush_bad' calls 'FlushFileBuffers' here: FlushFileBuffers() waits until the data is on the device
struct Timers_bad { HANDLE Q; ~Timers_bad() { DeleteTimerQueueEx(Q, (HANDLE)-1); } };
// CHECK: 'Timers_bad::~Timers_bad' {{.*}}[cleanup-blocking-call]
struct Timers_ok { HANDLE Q; ~Timers_ok() { DeleteTimerQueueEx(Q, nullptr); } };
struct Send_bad { ~Send_bad() { WSASend(1, 0, 1, 0, 0, nullptr, nullptr); } };
// CHECK: 'Send_bad::~Send_bad' {{.*}}[cleanup-network-io]
struct Send_ok { void *O; ~Send_ok() { WSASend(1, 0, 1, 0, 0, &O, nullptr); } };
struct Result_ok { HANDLE H; DWORD N; ~Result_ok() { GetOverlappedResult(H, 0, &N, 0); } };

struct Held {
  CRITICAL_SECTION S;
  void sleep_bad() {
    EnterCriticalSection(&S);
    Sleep(1000);
    // CHECK: Held::sleep_bad{{.*}}[cleanup-lock-held-over-wait]
    LeaveCriticalSection(&S);
  }
  void sleep_ok() {
    EnterCriticalSection(&S);
    LeaveCriticalSection(&S);
    Sleep(1000);
  }
};

extern "C" {
long RpcServerUnregisterIf(void *, void *, unsigned Wait);
long RpcMgmtWaitServerListen();
long RpcMgmtStopServerListening(void *);
int LockFileEx(HANDLE, DWORD Flags, DWORD, DWORD, DWORD, void *);
int PlaySoundW(const wchar_t *, void *, DWORD Flags);
long CoWaitForMultipleHandles(DWORD, DWORD Ms, unsigned long, HANDLE *, DWORD *);
long NtWaitForSingleObject(HANDLE, unsigned char, long long *);
void CoUninitialize();
}
struct Rpc_bad { ~Rpc_bad() { RpcMgmtWaitServerListen(); } };
// CHECK: 'Rpc_bad::~Rpc_bad' waits for a thread to end
struct Rpc_ok { ~Rpc_ok() { RpcMgmtStopServerListening(nullptr); RpcServerUnregisterIf(nullptr, nullptr, 0); CoUninitialize(); } };
struct Section_bad { HANDLE F; ~Section_bad() { LockFileEx(F, 2, 0, 1, 0, this); } };
// CHECK: 'Section_bad::~Section_bad' waits for a process
struct Section_ok { HANDLE F; ~Section_ok() { LockFileEx(F, 2 | 1, 0, 1, 0, this); } };
struct Sound_bad { ~Sound_bad() { PlaySoundW(L"bye.wav", nullptr, 0x20000); } };
// CHECK: 'Sound_bad::~Sound_bad' {{.*}}[cleanup-blocking-call]
struct Sound_ok { ~Sound_ok() { PlaySoundW(L"bye.wav", nullptr, 0x20001); PlaySoundW(nullptr, nullptr, 0); } };
struct Com_bad { HANDLE H; DWORD I; ~Com_bad() { CoWaitForMultipleHandles(0, 0xFFFFFFFF, 1, &H, &I); } };
// CHECK: 'Com_bad::~Com_bad' {{.*}}with no bound
struct Nt_bad { HANDLE H; ~Nt_bad() { NtWaitForSingleObject(H, 0, nullptr); } };
// CHECK: 'Nt_bad::~Nt_bad' {{.*}}with no bound
struct Nt_ok { HANDLE H; long long Ticks = -10000; ~Nt_ok() { NtWaitForSingleObject(H, 0, &Ticks); } };

// A mutex is an object that one waits for.
extern "C" {
HANDLE CreateMutexW(void *, int, const wchar_t *);
HANDLE CreateEventW(void *, int, int, const wchar_t *);
int ReleaseMutex(HANDLE);
}
struct Mutexes {
  HANDLE M = CreateMutexW(nullptr, 0, nullptr);
  HANDLE E = CreateEventW(nullptr, 0, 0, nullptr);
  void sleeps_bad() {
    WaitForSingleObject(M, 0xFFFFFFFF);
    Sleep(1000);
    // CHECK: Mutexes::sleeps_bad{{.*}}[cleanup-lock-held-over-wait]
    ReleaseMutex(M);
  }
  void sleeps_ok() {
    WaitForSingleObject(M, 0xFFFFFFFF);
    ReleaseMutex(M);
    WaitForSingleObject(E, 0xFFFFFFFF);
    Sleep(1000);
  }
  void tries_bad() {
    if (WaitForSingleObject(M, 5) == 0) {
      Sleep(1000);
      // CHECK: Mutexes::tries_bad{{.*}}[cleanup-lock-held-over-wait]
      ReleaseMutex(M);
    }
  }
  void tries_ok() {
    if (WaitForSingleObject(M, 5) != 0) {
      Sleep(1000);
      return;
    }
    ReleaseMutex(M);
  }
  ~Mutexes() { WaitForSingleObject(M, 0xFFFFFFFF); ReleaseMutex(M); }
};
struct WaitsForEvent_bad : Mutexes { ~WaitsForEvent_bad() { WaitForSingleObject(E, 0xFFFFFFFF); } };
// CHECK: 'WaitsForEvent_bad::~WaitsForEvent_bad' waits for other threads

// Nobody ends a ReadFile() of a pipe by setting a flag.
#include <atomic>
#include <thread>
extern "C" {
HANDLE CreateNamedPipeA(const char *, DWORD, DWORD, DWORD, DWORD, DWORD, DWORD, void *);
int ReadFile(HANDLE, void *, DWORD, DWORD *, void *);
}
struct Pipe_bad {
  HANDLE From = CreateNamedPipeA("p", 1, 0, 1, 0, 0, 0, nullptr);
  std::atomic<bool> Stop{false};
  std::thread Run{[this] { char C; DWORD N; while (!Stop) ReadFile(From, &C, 1, &N, nullptr); }};
  ~Pipe_bad() { Stop = true; Run.join(); }
};
// CHECK: 'Pipe_bad::~Pipe_bad' {{.*}}reads what may never come
extern "C" int PeekNamedPipe(HANDLE, void *, DWORD, DWORD *, DWORD *, DWORD *);
struct Peeks_ok {
  HANDLE From = CreateNamedPipeA("p", 1, 0, 1, 0, 0, 0, nullptr);
  std::atomic<bool> Stop{false};
  std::thread Run{[this] {
    char C; DWORD N, Left = 0;
    while (!Stop)
      if (PeekNamedPipe(From, nullptr, 0, nullptr, &Left, nullptr) && Left)
        ReadFile(From, &C, 1, &N, nullptr);
  }};
  ~Peeks_ok() { Stop = true; Run.join(); }
};
