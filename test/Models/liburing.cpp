// REQUIRES: liburing
// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <liburing.h>

struct Wait_bad { io_uring R; io_uring_cqe *C; ~Wait_bad() { io_uring_wait_cqe(&R, &C); } };
// CHECK: 'Wait_bad::~Wait_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}until an operation has completed
struct Timed_bad {
  io_uring R;
  io_uring_cqe *C;
  ~Timed_bad() {
    __kernel_timespec T = {1, 0};
    io_uring_wait_cqe_timeout(&R, &C, &T);
    // CHECK: 'Timed_bad::~Timed_bad' {{.*}}[cleanup-blocking-call]
  }
};
struct Submit_bad { io_uring R; ~Submit_bad() { io_uring_submit_and_wait(&R, 1); } };
// CHECK: 'Submit_bad::~Submit_bad' {{.*}}with no bound
struct Submit_ok { io_uring R; ~Submit_ok() { io_uring_submit_and_wait(&R, 0); } };
struct Peek_ok { io_uring R; io_uring_cqe *C; ~Peek_ok() { io_uring_queue_exit(&R); } };
