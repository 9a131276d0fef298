// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <unistd.h>
extern "C" {
struct pw_thread_loop;
void pw_thread_loop_lock(pw_thread_loop *);
void pw_thread_loop_unlock(pw_thread_loop *);
void pw_thread_loop_wait(pw_thread_loop *);
int pw_thread_loop_timed_wait(pw_thread_loop *, int Seconds);
void pw_thread_loop_stop(pw_thread_loop *);
}

struct Wait_bad { pw_thread_loop *L; ~Wait_bad() { pw_thread_loop_wait(L); } };
// CHECK: 'Wait_bad::~Wait_bad' {{.*}}with no bound
// CHECK: note: {{.*}}until the loop's thread signals
struct Timed_bad { pw_thread_loop *L; ~Timed_bad() { pw_thread_loop_timed_wait(L, 2); } };
// CHECK: 'Timed_bad::~Timed_bad' {{.*}} 2 s
struct Stop_ok { pw_thread_loop *L; ~Stop_ok() { pw_thread_loop_stop(L); } };

struct Held {
  pw_thread_loop *L;
  void sleep_bad() {
    pw_thread_loop_lock(L);
    sleep(1);
    // CHECK: Held::sleep_bad{{.*}}[cleanup-lock-held-over-wait]
    pw_thread_loop_unlock(L);
  }
  void wait_ok() {
    pw_thread_loop_lock(L);
    pw_thread_loop_wait(L);
    pw_thread_loop_unlock(L);
  }
};
