// RUN: %check --option=cleanup-blocking-call.Strict=true %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
// RUN: %cleanexit check %s -- -std=c++20 | count 0
#include <stddef.h>
extern "C" {
typedef struct _cl_command_queue *cl_command_queue;
typedef struct _cl_mem *cl_mem;
typedef struct _cl_event *cl_event;
int clFinish(cl_command_queue);
int clFlush(cl_command_queue);
int clWaitForEvents(unsigned, const cl_event *);
int clEnqueueReadBuffer(cl_command_queue, cl_mem, unsigned Blocking, size_t, size_t, void *, unsigned, const cl_event *, cl_event *);
int clReleaseCommandQueue(cl_command_queue);
}

struct Finish_bad { cl_command_queue Q; ~Finish_bad() { clFinish(Q); } };
// CHECK: 'Finish_bad::~Finish_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}all commands of the queue
struct Events_bad { cl_event E; ~Events_bad() { clWaitForEvents(1, &E); } };
// CHECK: 'Events_bad::~Events_bad' {{.*}}[cleanup-blocking-call]
struct Read_bad { cl_command_queue Q; cl_mem M; char B[8]; ~Read_bad() { clEnqueueReadBuffer(Q, M, 1, 0, 8, B, 0, nullptr, nullptr); } };
// CHECK: 'Read_bad::~Read_bad' {{.*}}[cleanup-blocking-call]
struct Read_ok { cl_command_queue Q; cl_mem M; char B[8]; ~Read_ok() { clEnqueueReadBuffer(Q, M, 0, 0, 8, B, 0, nullptr, nullptr); } };
struct Flush_ok { cl_command_queue Q; ~Flush_ok() { clFlush(Q); } };
struct Release_ok { cl_command_queue Q; ~Release_ok() { clReleaseCommandQueue(Q); } };
