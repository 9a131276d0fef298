// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
// RUN: %check --option=cleanup-blocking-call.Strict=true %s -- -std=c++20 | FileCheck %s --check-prefix=STRICT
extern "C" {
int gst_element_set_state(void *, int);
int gst_element_get_state(void *, int *, int *, unsigned long);
}

struct State_bad { void *E; ~State_bad() { gst_element_get_state(E, nullptr, nullptr, ~0ul); } };
// CHECK: 'State_bad::~State_bad' waits for a condition {{.*}} with no bound
struct Second_bad { void *E; ~Second_bad() { gst_element_get_state(E, nullptr, nullptr, 1'000'000'000); } };
// CHECK: 'Second_bad::~Second_bad' waits for a condition {{.*}} for up to 1 s
struct Ask_ok { void *E; ~Ask_ok() { gst_element_get_state(E, nullptr, nullptr, 0); } };
// NULL and READY end the streaming threads; PAUSED and PLAYING only begin to.
struct Set_ok { void *E; ~Set_ok() { gst_element_set_state(E, 1); } };
// STRICT: 'Set_ok::~Set_ok' waits for a thread to end
// STRICT: note: {{.*}}it stops the streaming threads and waits for them
struct Pause_ok { void *E; ~Pause_ok() { gst_element_set_state(E, 3); } };
// STRICT-NOT: Pause_ok

extern "C" {
int gst_task_join(void *);
int gst_task_stop(void *);
void *gst_app_sink_pull_sample(void *);
void *gst_app_sink_try_pull_sample(void *, unsigned long Ns);
}
struct Task_bad { void *T; ~Task_bad() { gst_task_join(T); } };
// CHECK: 'Task_bad::~Task_bad' waits for a thread to end
struct Task_ok { void *T; ~Task_ok() { gst_task_stop(T); } };
struct Pull_bad { void *S; ~Pull_bad() { gst_app_sink_pull_sample(S); } };
// CHECK: 'Pull_bad::~Pull_bad' {{.*}}with no bound
struct Pull_ok { void *S; ~Pull_ok() { gst_app_sink_try_pull_sample(S, 0); } };
