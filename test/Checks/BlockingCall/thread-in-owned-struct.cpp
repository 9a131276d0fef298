// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// The thread's handle is in a struct that another one owns.

#include <atomic>
#include <memory>
#include <poll.h>
#include <pthread.h>

struct Proxy {
  int Fd = -1;
  std::atomic<bool> Abort{false};
  pthread_t Service{};
};
struct Comm {
  std::unique_ptr<Proxy> Its = std::make_unique<Proxy>();
};

static void *serve(void *Arg) {
  auto *P = static_cast<Proxy *>(Arg);
  while (!P->Abort) {
    pollfd Fd{P->Fd, POLLIN, 0};
    if (poll(&Fd, 1, -1) < 0)
      break;
  }
  return nullptr;
}
bool open(Comm *C) {
  return pthread_create(&C->Its->Service, nullptr, serve, C->Its.get()) == 0;
}
static void end(Proxy &P) { pthread_join(P.Service, nullptr); }

struct CloseComm_bad {
  void operator()(Comm *C) const {
    C->Its->Abort = true;
    end(*C->Its); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: {{.*}}'serve', waits for input or output to become possible ('poll')
    delete C;
  }
};
using Handle = std::unique_ptr<Comm, CloseComm_bad>;
Handle make() {
  Handle C(new Comm);
  return open(C.get()) ? std::move(C) : nullptr;
}
