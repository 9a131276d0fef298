// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <unistd.h>
extern "C" {
struct os_unfair_lock_s { unsigned Opaque; };
void os_unfair_lock_lock(os_unfair_lock_s *);
bool os_unfair_lock_trylock(os_unfair_lock_s *);
void os_unfair_lock_unlock(os_unfair_lock_s *);
struct dispatch_queue_s;
struct dispatch_semaphore_s;
long dispatch_semaphore_wait(dispatch_semaphore_s *, unsigned long long Until);
long dispatch_semaphore_signal(dispatch_semaphore_s *);
void dispatch_sync_f(dispatch_queue_s *, void *, void (*)(void *));
void dispatch_async_f(dispatch_queue_s *, void *, void (*)(void *));
}
void work(void *);

struct Forever_bad { dispatch_semaphore_s *S; ~Forever_bad() { dispatch_semaphore_wait(S, ~0ull); } };
// CHECK: 'Forever_bad::~Forever_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}until somebody signals
struct Look_ok { dispatch_semaphore_s *S; ~Look_ok() { dispatch_semaphore_wait(S, 0); dispatch_semaphore_signal(S); } };
struct Sync_bad { dispatch_queue_s *Q; ~Sync_bad() { dispatch_sync_f(Q, this, work); } };
// CHECK: 'Sync_bad::~Sync_bad' waits for a thread to end
struct Async_ok { dispatch_queue_s *Q; ~Async_ok() { dispatch_async_f(Q, this, work); } };

struct Held {
  os_unfair_lock_s L;
  void sleep_bad() {
    os_unfair_lock_lock(&L);
    sleep(1);
    // CHECK: Held::sleep_bad{{.*}}[cleanup-lock-held-over-wait]
    os_unfair_lock_unlock(&L);
  }
  void sleep_ok() {
    if (os_unfair_lock_trylock(&L))
      os_unfair_lock_unlock(&L);
    sleep(1);
  }
};

extern "C" {
int CFRunLoopRunInMode(void *, double S, unsigned char);
void FSEventStreamFlushSync(void *);
void FSEventStreamStop(void *);
}
struct Mode_bad { ~Mode_bad() { CFRunLoopRunInMode(nullptr, 2, 0); } };
// CHECK: 'Mode_bad::~Mode_bad' {{.*}} 2 s
struct Mode_ok { ~Mode_ok() { CFRunLoopRunInMode(nullptr, 0, 0); } };
struct Events_bad { void *S; ~Events_bad() { FSEventStreamFlushSync(S); } };
// CHECK: 'Events_bad::~Events_bad' {{.*}}[cleanup-blocking-call]
struct Events_ok { void *S; ~Events_ok() { FSEventStreamStop(S); } };
