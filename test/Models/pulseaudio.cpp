// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
extern "C" {
int pa_simple_drain(void *, int *);
void pa_simple_free(void *);
struct pa_threaded_mainloop;
void pa_threaded_mainloop_stop(pa_threaded_mainloop *);
void pa_threaded_mainloop_lock(pa_threaded_mainloop *);
void pa_threaded_mainloop_unlock(pa_threaded_mainloop *);
void pa_threaded_mainloop_wait(pa_threaded_mainloop *);
int pa_mainloop_iterate(void *, int Block, int *);
}

struct Drain_bad { void *S; ~Drain_bad() { pa_simple_drain(S, nullptr); } };
// CHECK: 'Drain_bad::~Drain_bad' {{.*}}[cleanup-blocking-call]
struct Free_ok { void *S; ~Free_ok() { pa_simple_free(S); } };
struct Stop_ok { pa_threaded_mainloop *L; ~Stop_ok() { pa_threaded_mainloop_stop(L); } };
struct Iterate_bad { void *M; ~Iterate_bad() { pa_mainloop_iterate(M, 1, nullptr); } };
// CHECK: 'Iterate_bad::~Iterate_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}told to block
struct Iterate_ok { void *M; ~Iterate_ok() { pa_mainloop_iterate(M, 0, nullptr); } };

struct Held {
  pa_threaded_mainloop *L;
  void *S;
  void drain_bad() {
    pa_threaded_mainloop_lock(L);
    pa_simple_drain(S, nullptr);
    // CHECK: Held::drain_bad{{.*}}[cleanup-lock-held-over-wait]
    pa_threaded_mainloop_unlock(L);
  }
  void wait_ok() {
    pa_threaded_mainloop_lock(L);
    pa_threaded_mainloop_wait(L);
    pa_threaded_mainloop_unlock(L);
  }
};
