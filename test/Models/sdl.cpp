// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
extern "C" {
void SDL_Delay(unsigned);
void SDL_WaitThread(void *, int *);
void SDL_DetachThread(void *);
int SDL_SemWaitTimeout(void *, unsigned);
}

struct Delay_bad { ~Delay_bad() { SDL_Delay(500); } };
// CHECK: 'Delay_bad::~Delay_bad' sleeps {{.*}} for up to 500 ms
struct Join_bad { void *T; ~Join_bad() { SDL_WaitThread(T, nullptr); } };
// CHECK: 'Join_bad::~Join_bad' waits for a thread to end
struct Delay_ok { ~Delay_ok() { SDL_Delay(1); } };
struct Detach_ok { void *T; ~Detach_ok() { SDL_DetachThread(T); } };
struct Sem_ok { void *S; ~Sem_ok() { SDL_SemWaitTimeout(S, 5); } };
