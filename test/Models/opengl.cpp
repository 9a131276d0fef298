// RUN: %check --option=cleanup-blocking-call.Strict=true %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
// RUN: %check %s -- -std=c++20 | FileCheck %s --check-prefix=DEFAULT --implicit-check-not=Finish_bad
#include <stdint.h>
extern "C" {
typedef struct __GLsync *GLsync;
unsigned glClientWaitSync(GLsync, unsigned Flags, uint64_t Ns);
void glFinish(void);
void glFlush(void);
void glDeleteSync(GLsync);
int eglClientWaitSync(void *Display, void *Sync, int Flags, uint64_t Ns);
}

struct Finish_bad { ~Finish_bad() { glFinish(); } };
// CHECK: 'Finish_bad::~Finish_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}until the device has done all its work
struct Fence_bad { GLsync S; ~Fence_bad() { glClientWaitSync(S, 1, 3000000000); } };
// CHECK: 'Fence_bad::~Fence_bad' {{.*}} 3 s
// DEFAULT: 'Fence_bad::~Fence_bad' {{.*}} 3 s
struct Forever_bad { void *D, *S; ~Forever_bad() { eglClientWaitSync(D, S, 0, 0xFFFFFFFFFFFFFFFFull); } };
// CHECK: 'Forever_bad::~Forever_bad' {{.*}}with no bound
// DEFAULT: 'Forever_bad::~Forever_bad' {{.*}}with no bound
struct Look_ok { GLsync S; ~Look_ok() { glClientWaitSync(S, 0, 0); } };
struct Flush_ok { ~Flush_ok() { glFlush(); } };
struct Delete_ok { GLsync S; ~Delete_ok() { glDeleteSync(S); } };

// A thread that draws hears the request to stop with the next picture: Strict.
#include <atomic>
#include <thread>
struct DrawAndFinish_bad {
  std::atomic<bool> Stop{false};
  std::thread Run{[this] { while (!Stop) glFinish(); }};
  ~DrawAndFinish_bad() { Stop = true; Run.join(); }
};
// CHECK: 'DrawAndFinish_bad::~DrawAndFinish_bad' waits for a thread to end
