// REQUIRES: libuv
// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
// RUN: %check --option=cleanup-blocking-call.Strict=true %s -- -std=c++20 | FileCheck %s --check-prefix=STRICT
#include <uv.h>

// The usual way to let what was closed end.
struct Drain_ok { uv_loop_t L; ~Drain_ok() { uv_run(&L, UV_RUN_DEFAULT); } };
// STRICT: 'Drain_ok::~Drain_ok' {{.*}}[cleanup-blocking-call]
// STRICT: note: {{.*}}until the loop has nothing left to wait for
struct Loop_ok { uv_loop_t L; ~Loop_ok() { uv_run(&L, UV_RUN_NOWAIT); } };
// STRICT-NOT: Loop_ok
struct Thread_bad { uv_thread_t T; ~Thread_bad() { uv_thread_join(&T); } };
// CHECK: 'Thread_bad::~Thread_bad' waits for a thread to end
struct Nap_bad { ~Nap_bad() { uv_sleep(250); } };
// CHECK: 'Nap_bad::~Nap_bad' {{.*}} 250 ms
struct Sync_bad { uv_fs_t R; int Fd; ~Sync_bad() { uv_fs_fsync(nullptr, &R, Fd, nullptr); } };
// CHECK: 'Sync_bad::~Sync_bad' waits for the storage device
void done(uv_fs_t *);
struct Sync_ok { uv_loop_t L; uv_fs_t R; int Fd; ~Sync_ok() { uv_fs_fsync(&L, &R, Fd, done); } };
struct Close_ok { uv_handle_t *H; ~Close_ok() { uv_close(H, nullptr); } };

// uv_stop() is a flag, and uv_async_send() wakes the loop.
// CHECK: 'Stop_bad::~Stop_bad' {{.*}}although asked to stop
struct Stop_bad {
  uv_loop_t L;
  uv_thread_t T;
  Stop_bad() { uv_thread_create(&T, [](void *Me) { uv_run(&static_cast<Stop_bad *>(Me)->L, UV_RUN_DEFAULT); }, this); }
  ~Stop_bad() {
    uv_stop(&L);
    uv_thread_join(&T);
  }
};
struct Async_ok {
  uv_loop_t L;
  uv_async_t A;
  uv_thread_t T;
  Async_ok() { uv_thread_create(&T, [](void *Me) { uv_run(&static_cast<Async_ok *>(Me)->L, UV_RUN_DEFAULT); }, this); }
  ~Async_ok() {
    uv_async_send(&A);
    uv_thread_join(&T);
  }
};
