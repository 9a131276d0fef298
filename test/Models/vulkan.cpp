// Nothing may be destroyed while the device uses it: most is strict.
// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok --implicit-check-not=_strict
// RUN: %check --option=cleanup-blocking-call.Strict=true %s -- -std=c++20 | FileCheck %s --check-prefix=STRICT --implicit-check-not=_ok
#include <cstddef>
#include <stdint.h>
extern "C" {
typedef struct VkDevice_T *VkDevice;
typedef struct VkQueue_T *VkQueue;
typedef struct VkFence_T *VkFence;
typedef struct VkSwapchainKHR_T *VkSwapchainKHR;
struct VkSemaphoreWaitInfo;
int vkDeviceWaitIdle(VkDevice);
int vkQueueWaitIdle(VkQueue);
int vkWaitForFences(VkDevice, uint32_t, const VkFence *, uint32_t All, uint64_t Ns);
int vkWaitSemaphores(VkDevice, const VkSemaphoreWaitInfo *, uint64_t Ns);
int vkAcquireNextImageKHR(VkDevice, VkSwapchainKHR, uint64_t Ns, void *Semaphore, VkFence, uint32_t *);
int vkGetQueryPoolResults(VkDevice, void *Pool, uint32_t, uint32_t, size_t, void *, uint64_t, unsigned Flags);
void vkDestroyFence(VkDevice, VkFence, const void *);
}
namespace vk { struct Device { int waitIdle() const; }; }

struct Acquire_bad { VkDevice D; VkSwapchainKHR S; uint32_t I; ~Acquire_bad() { vkAcquireNextImageKHR(D, S, UINT64_MAX, 0, 0, &I); } };
// CHECK: 'Acquire_bad::~Acquire_bad' waits for other threads {{.*}}with no bound
// CHECK: note: {{.*}}a hidden window
struct Timed_bad { VkDevice D; VkSwapchainKHR S; uint32_t I; ~Timed_bad() { vkAcquireNextImageKHR(D, S, 2000000000, 0, 0, &I); } };
// CHECK: 'Timed_bad::~Timed_bad' {{.*}} 2 s
struct Acquire_ok { VkDevice D; VkSwapchainKHR S; uint32_t I; ~Acquire_ok() { vkAcquireNextImageKHR(D, S, 0, 0, 0, &I); } };

struct Device_strict { VkDevice D; ~Device_strict() { vkDeviceWaitIdle(D); } };
// STRICT: 'Device_strict::~Device_strict' {{.*}}[cleanup-blocking-call]
struct Queue_strict { VkQueue Q; ~Queue_strict() { vkQueueWaitIdle(Q); } };
// STRICT: 'Queue_strict::~Queue_strict' {{.*}}[cleanup-blocking-call]
struct Fence_bad { VkDevice D; VkFence F; ~Fence_bad() { vkWaitForFences(D, 1, &F, 1, UINT64_MAX); } };
// CHECK: 'Fence_bad::~Fence_bad' {{.*}}with no bound
// CHECK: note: {{.*}}a fence that was never submitted
struct Brief_ok { VkDevice D; VkFence F; ~Brief_ok() { vkWaitForFences(D, 1, &F, 1, 1000000); } };
struct Look_ok { VkDevice D; VkFence F; ~Look_ok() { vkWaitForFences(D, 1, &F, 1, 0); } };
struct Timeline_bad { VkDevice D; const VkSemaphoreWaitInfo *I; ~Timeline_bad() { vkWaitSemaphores(D, I, 500000000); } };
// CHECK: 'Timeline_bad::~Timeline_bad' {{.*}} 500 ms
struct Query_strict { VkDevice D; void *P; ~Query_strict() { vkGetQueryPoolResults(D, P, 0, 1, 8, P, 8, 2 | 1); } };
// STRICT: 'Query_strict::~Query_strict' {{.*}}[cleanup-blocking-call]
struct Query_ok { VkDevice D; void *P; ~Query_ok() { vkGetQueryPoolResults(D, P, 0, 1, 8, P, 8, 1); } };
struct Hpp_strict { vk::Device D; ~Hpp_strict() { D.waitIdle(); } };
// STRICT: 'Hpp_strict::~Hpp_strict' {{.*}}[cleanup-blocking-call]
struct Destroy_ok { VkDevice D; VkFence F; ~Destroy_ok() { vkDestroyFence(D, F, nullptr); } };

extern "C" int vkQueuePresentKHR(VkQueue, const void *);
struct Present_strict { VkQueue Q; ~Present_strict() { vkQueuePresentKHR(Q, nullptr); } };
// STRICT: 'Present_strict::~Present_strict' {{.*}}[cleanup-blocking-call]

// What returns soon on its own leaves a thread able to hear the request to stop.
#include <atomic>
#include <thread>
struct Render_strict {
  VkQueue Q; std::atomic<bool> Stop{false};
  std::thread Run{[this] { while (!Stop) vkQueuePresentKHR(Q, nullptr); }};
  ~Render_strict() { Stop = true; Run.join(); }
};
