// Nothing may be destroyed while the device uses it: most is strict.
// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok --implicit-check-not=_strict
// RUN: %check --option=cleanup-blocking-call.Strict=true %s -- -std=c++20 | FileCheck %s --check-prefix=STRICT --implicit-check-not=_ok
#include <cstddef>
#include <cstdint>
extern "C" {
typedef struct WGPUInstanceImpl *WGPUInstance;
typedef struct WGPUDeviceImpl *WGPUDevice;
struct WGPUFutureWaitInfo;
int wgpuInstanceWaitAny(WGPUInstance, size_t, WGPUFutureWaitInfo *, uint64_t Ns);
unsigned wgpuDevicePoll(WGPUDevice, unsigned Wait, const void *);
typedef struct _ze_fence_handle_t *ze_fence_handle_t;
int zeFenceHostSynchronize(ze_fence_handle_t, uint64_t Ns);
void nvshmem_barrier_all();
}
namespace wgpu {
struct Future { uint64_t Id; };
struct FutureWaitInfo;
struct Instance { int WaitAny(size_t, FutureWaitInfo *, uint64_t Ns) const; int WaitAny(Future, uint64_t Ns) const; };
}
namespace MTL {
struct CommandBuffer { void waitUntilCompleted(); };
struct SharedEvent { bool waitUntilSignaledValue(uint64_t, uint64_t Ms); };
}
typedef void *HANDLE;
struct ID3D12Fence { virtual long SetEventOnCompletion(uint64_t, HANDLE) = 0; };
struct IDXGIKeyedMutex { virtual long AcquireSync(uint64_t, unsigned long Ms) = 0; };
namespace sycl { inline namespace _V1 { struct queue { void wait(); void wait_and_throw(); }; } }

struct Future_bad { WGPUInstance I; WGPUFutureWaitInfo *F; ~Future_bad() { wgpuInstanceWaitAny(I, 1, F, UINT64_MAX); } };
// CHECK: 'Future_bad::~Future_bad' waits for other threads {{.*}}with no bound
struct Future_ok { WGPUInstance I; WGPUFutureWaitInfo *F; ~Future_ok() { wgpuInstanceWaitAny(I, 1, F, 0); } };
struct Instance_bad { wgpu::Instance I; wgpu::Future F; ~Instance_bad() { I.WaitAny(F, 2000000000); } };
// CHECK: 'Instance_bad::~Instance_bad' {{.*}} 2 s
struct Instance_ok { wgpu::Instance I; wgpu::FutureWaitInfo *F; ~Instance_ok() { I.WaitAny(1, F, 0); } };
struct Poll_strict { WGPUDevice D; ~Poll_strict() { wgpuDevicePoll(D, 1, nullptr); } };
// STRICT: 'Poll_strict::~Poll_strict' {{.*}}[cleanup-blocking-call]
struct Poll_ok { WGPUDevice D; ~Poll_ok() { wgpuDevicePoll(D, 0, nullptr); } };
struct Metal_strict { MTL::CommandBuffer *B; ~Metal_strict() { B->waitUntilCompleted(); } };
// STRICT: 'Metal_strict::~Metal_strict' {{.*}}[cleanup-blocking-call]
struct Event_bad { MTL::SharedEvent *E; ~Event_bad() { E->waitUntilSignaledValue(1, 5000); } };
// CHECK: 'Event_bad::~Event_bad' {{.*}} 5 s
struct Fence_bad { ID3D12Fence *F; ~Fence_bad() { F->SetEventOnCompletion(1, nullptr); } };
// CHECK: 'Fence_bad::~Fence_bad' {{.*}}with no bound
// CHECK: note: {{.*}}without an event
struct Fence_ok { ID3D12Fence *F; HANDLE E; ~Fence_ok() { F->SetEventOnCompletion(1, E); } };
struct Keyed_bad { IDXGIKeyedMutex *M; ~Keyed_bad() { M->AcquireSync(0, 0xFFFFFFFF); } };
// CHECK: 'Keyed_bad::~Keyed_bad' {{.*}}with no bound
struct Keyed_ok { IDXGIKeyedMutex *M; ~Keyed_ok() { M->AcquireSync(0, 0); } };
struct Zero_bad { ze_fence_handle_t F; ~Zero_bad() { zeFenceHostSynchronize(F, UINT64_MAX); } };
// CHECK: 'Zero_bad::~Zero_bad' {{.*}}with no bound
struct Zero_ok { ze_fence_handle_t F; ~Zero_ok() { zeFenceHostSynchronize(F, 0); } };
struct Sycl_strict { sycl::queue Q; ~Sycl_strict() { Q.wait(); } };
// STRICT: 'Sycl_strict::~Sycl_strict' {{.*}}[cleanup-blocking-call]
struct Barrier_bad { ~Barrier_bad() { nvshmem_barrier_all(); } };
// CHECK: 'Barrier_bad::~Barrier_bad' {{.*}}[cleanup-network-io]

// What returns soon on its own leaves a thread able to hear the request to stop.
#include <atomic>
#include <thread>
struct Compute_strict {
  sycl::queue Q; std::atomic<bool> Stop{false};
  std::thread Run{[this] { while (!Stop) Q.wait(); }};
  ~Compute_strict() { Stop = true; Run.join(); }
};
