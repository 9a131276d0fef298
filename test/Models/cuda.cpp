// A device works for a bounded time in most programs: all is strict.
// RUN: %check --option=cleanup-blocking-call.Strict=true %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
// RUN: %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 | count 0
extern "C" {
typedef struct CUstream_st *cudaStream_t;
typedef struct ihipStream_t *hipStream_t;
int cudaStreamSynchronize(cudaStream_t);
int cudaFree(void *);
int cudaStreamDestroy(cudaStream_t);
int hipDeviceSynchronize(void);
typedef struct ncclComm *ncclComm_t;
int ncclCommDestroy(ncclComm_t);
int ncclCommAbort(ncclComm_t);
}

struct Stream_bad { cudaStream_t S; ~Stream_bad() { cudaStreamSynchronize(S); } };
// CHECK: 'Stream_bad::~Stream_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}until the device has come to that point
struct Device_bad { ~Device_bad() { hipDeviceSynchronize(); } };
// CHECK: 'Device_bad::~Device_bad' {{.*}}[cleanup-blocking-call]
struct Memory_bad { void *P; ~Memory_bad() { cudaFree(P); } };
// CHECK: 'Memory_bad::~Memory_bad' {{.*}}[cleanup-blocking-call]
struct Destroy_ok { cudaStream_t S; ~Destroy_ok() { cudaStreamDestroy(S); } };

// NCCL talks to other machines; to abort is local.
struct Ranks_bad { ncclComm_t C; ~Ranks_bad() { ncclCommDestroy(C); } };
// CHECK: 'Ranks_bad::~Ranks_bad' {{.*}}[cleanup-network-io]
struct Ranks_ok { ncclComm_t C; ~Ranks_ok() { ncclCommAbort(C); } };

// A thread that computes hears the request to stop with the next result: Strict.
#include <atomic>
#include <thread>
struct Infer_bad {
  cudaStream_t S;
  std::atomic<bool> Stop{false};
  std::thread Run{[this] { while (!Stop) cudaStreamSynchronize(S); }};
  ~Infer_bad() { Stop = true; Run.join(); }
};
// CHECK: 'Infer_bad::~Infer_bad' waits for a thread to end
