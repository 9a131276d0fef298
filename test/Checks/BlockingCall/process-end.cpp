// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// RUN: %cleanexit why Jumps::~Jumps --in=%s -- -std=c++20 | FileCheck %s --check-prefix=JUMP
// RUN: %cleanexit why Leaves::~Leaves end-process --in=%s -- -std=c++20 | FileCheck %s --check-prefix=LEAVE
// RUN: %cleanexit why Far::~Far end-process --in=%s -- -std=c++20 | FileCheck %s --check-prefix=FAR
// RUN: %cleanexit why Quits::~Quits end-process --in=%s -- -std=c++20 | FileCheck %s --check-prefix=QUIT
// RUN: %cleanexit why Maybe::~Maybe --in=%s -- -std=c++20 | FileCheck %s --check-prefix=MAYBE
// RUN: %cleanexit why Never::~Never --in=%s -- -std=c++20 | FileCheck %s --check-prefix=NEVER --implicit-check-not='ends the process'
// What runs when the process ends, and cleanups that end it.
#include <cstdlib>
#include <exception>
#include <setjmp.h>
#include <stdlib.h>
#include <thread>
#include <unistd.h>

static std::thread worker;

[[noreturn]] static void terminated_bad() {
  worker.join(); // CHECK: :[[@LINE]]:{{.*}}exit handler 'terminated_bad' waits for a thread to end
  std::abort();
}
[[noreturn]] static void terminated_ok() { std::abort(); }
static void quick_bad() {
  worker.join(); // CHECK: :[[@LINE]]:{{.*}}exit handler 'quick_bad' waits for a thread to end
}
static void quick_ok() { worker.detach(); }
static void status_bad(int, void *) {
  worker.join(); // CHECK: :[[@LINE]]:{{.*}}exit handler 'status_bad' waits for a thread to end
}
static void status_ok(int, void *) { worker.detach(); }
static void nobody_ok() { worker.join(); }
void setUp() {
  std::set_terminate(terminated_bad);
  std::set_terminate(terminated_ok);
  std::set_terminate([] {
    sleep(7); // CHECK: :[[@LINE]]:{{.*}}exit handler sleeps ('sleep') for up to 7 s
    std::abort();
  });
  std::at_quick_exit(quick_bad);
  at_quick_exit(quick_ok);
  on_exit(status_bad, nullptr);
  on_exit(status_ok, nullptr);
}

// JUMP: Jumps::~Jumps: ends the process
// JUMP-NEXT: :[[@LINE+5]]:{{[0-9]+}}: calls longjmp: it leaves by a jump that runs no destructors
// JUMP-NOT: sleeps
static jmp_buf start;
struct Jumps {
  ~Jumps() {
    longjmp(start, 1);
    sleep(60); // nobody gets here
  }
};
// LEAVE: Leaves::~Leaves: ends the process
// LEAVE-NEXT: :[[@LINE+3]]:{{[0-9]+}}: calls _exit: it ends the process at once
struct Leaves {
  ~Leaves() {
    _exit(1);
    sleep(60);
  }
};
// FAR: Far::~Far: ends the process
// FAR-NEXT: :[[@LINE+7]]:{{[0-9]+}}: calls giveUp
// FAR-NEXT: :[[@LINE+2]]:{{[0-9]+}}: calls _Exit: it ends the process at once
[[noreturn]] static void giveUp() {
  _Exit(2);
}
struct Far {
  ~Far() {
    giveUp();
    sleep(60);
  }
};
// QUIT: Quits::~Quits: ends the process
// QUIT-NEXT: calls quick_exit: it ends the process, and runs exit handlers first
struct Quits {
  ~Quits() { quick_exit(1); }
};
// What it may do first counts, and what it does otherwise.
// MAYBE-DAG: Maybe::~Maybe: sleeps
// MAYBE-DAG: Maybe::~Maybe: ends the process
struct Maybe {
  bool broken = false;
  ~Maybe() {
    if (broken)
      std::abort();
    sleep(60); // CHECK: :[[@LINE]]:{{.*}}destructor 'Maybe::~Maybe' sleeps ('sleep') for up to 60 s
  }
};
// NEVER: Never::~Never: does none of that
struct Never {
  int *p = nullptr;
  ~Never() {
    auto later = [] { std::abort(); };
    (void)sizeof(later);
    delete p;
  }
};
