// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <thread>
extern "C" {
struct ev_loop;
struct ev_async;
int ev_run(struct ev_loop *, int Flags);
void ev_break(struct ev_loop *, int How);
void ev_async_send(struct ev_loop *, ev_async *);
void ev_sleep(double Seconds);
}

struct Run_bad { struct ev_loop *L; ~Run_bad() { ev_run(L, 0); } };
// CHECK: 'Run_bad::~Run_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}has no more watchers
struct Run_ok { struct ev_loop *L; ~Run_ok() { ev_run(L, 1); } };
struct Nap_bad { ~Nap_bad() { ev_sleep(1); } };
// CHECK: 'Nap_bad::~Nap_bad' sleeps {{.*}} 1 s
// A break is seen when something wakes the loop.
struct Break_bad {
  struct ev_loop *L;
  std::thread T{[this] { ev_run(L, 0); }};
  ~Break_bad() {
    ev_break(L, 2);
    T.join();
    // CHECK: 'Break_bad::~Break_bad' waits for a thread to end {{.*}}although asked to stop
  }
};
struct Async_ok {
  struct ev_loop *L;
  ev_async *A;
  std::thread T{[this] { ev_run(L, 0); }};
  ~Async_ok() {
    ev_async_send(L, A);
    T.join();
  }
};
