// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
extern "C" {
void SDL_Delay(unsigned);
void SDL_WaitThread(void *, int *);
void SDL_DetachThread(void *);
int SDL_SemWaitTimeout(void *, unsigned);
struct SDL_mutex;
struct SDL_RWLock;
int SDL_LockMutex(SDL_mutex *);
int SDL_UnlockMutex(SDL_mutex *);
int SDL_TryLockMutex(SDL_mutex *);
void SDL_LockRWLockForReading(SDL_RWLock *);
void SDL_UnlockRWLock(SDL_RWLock *);
int SDL_CondWait(void *, SDL_mutex *);
int SDL_CondWaitTimeout(void *, SDL_mutex *, unsigned);
}

struct Delay_bad { ~Delay_bad() { SDL_Delay(500); } };
// CHECK: 'Delay_bad::~Delay_bad' sleeps {{.*}} for up to 500 ms
struct Join_bad { void *T; ~Join_bad() { SDL_WaitThread(T, nullptr); } };
// CHECK: 'Join_bad::~Join_bad' waits for a thread to end
struct Delay_ok { ~Delay_ok() { SDL_Delay(1); } };
struct Detach_ok { void *T; ~Detach_ok() { SDL_DetachThread(T); } };
struct Sem_ok { void *S; ~Sem_ok() { SDL_SemWaitTimeout(S, 5); } };
struct Condition_bad { void *C; SDL_mutex *M; ~Condition_bad() { SDL_CondWaitTimeout(C, M, 2000); } };
// CHECK: 'Condition_bad::~Condition_bad' {{.*}} 2 s

struct Held {
  SDL_mutex *M;
  SDL_RWLock *L;
  void *C;
  void mutex_bad() {
    SDL_LockMutex(M);
    SDL_Delay(1000);
    // CHECK: Held::mutex_bad{{.*}}[cleanup-lock-held-over-wait]
    SDL_UnlockMutex(M);
  }
  void read_bad() {
    SDL_LockRWLockForReading(L);
    SDL_Delay(1000);
    // CHECK: Held::read_bad{{.*}}[cleanup-lock-held-over-wait]
    SDL_UnlockRWLock(L);
  }
  void tried_ok() {
    if (SDL_TryLockMutex(M) == 0)
      SDL_UnlockMutex(M);
    SDL_Delay(1000);
  }
  void wait_ok() {
    SDL_LockMutex(M);
    SDL_CondWait(C, M);
    SDL_UnlockMutex(M);
  }
};
