// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
extern "C" {
int pa_simple_drain(void *, int *);
void pa_simple_free(void *);
void pa_threaded_mainloop_stop(void *);
}

struct Drain_bad { void *S; ~Drain_bad() { pa_simple_drain(S, nullptr); } };
// CHECK: 'Drain_bad::~Drain_bad' {{.*}}[cleanup-blocking-call]
struct Free_ok { void *S; ~Free_ok() { pa_simple_free(S); } };
struct Stop_ok { void *L; ~Stop_ok() { pa_threaded_mainloop_stop(L); } };
