// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// RUN: not %cleanexit check --checks='cleanup-blocking-call' --fix=suggested --dry-run %s -- -std=c++20 | FileCheck %s --check-prefix=FIX
// Who has an object ended at process exit: one static, or several.
#include <thread>
#include <unistd.h>

bool stopped;
struct Only_bad {
  std::thread t{[] {
    while (!stopped)
      usleep(1000);
  }};
  ~Only_bad() {
    stopped = true;
    t.join(); // CHECK: :[[@LINE]]:{{.*}}'Only_bad::~Only_bad' waits for a thread to end {{.*}}(owner: 'only')
  }
};
static Only_bad only;
// FIX: static Only_bad &only = *new Only_bad;

struct Shared_bad {
  std::thread t{[] {
    while (!stopped)
      usleep(1000);
  }};
  ~Shared_bad() {
    stopped = true;
    t.join(); // CHECK: :[[@LINE]]:{{.*}}'Shared_bad::~Shared_bad' waits for a thread to end {{.*}}(owner: '{{.*}}' and others)
  }
};
struct Holder {
  Shared_bad s;
};
static Shared_bad first;
static Holder second;
// FIX-NOT: new Shared_bad
