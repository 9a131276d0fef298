// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// How often a function calls itself is not known.
#include <atomic>
#include <unistd.h>

struct Recursive_bad {
  void again(int depth) {
    usleep(2000); // 2 ms, so often
    if (depth)
      again(depth - 1);
  }
  ~Recursive_bad() { again(8); } // CHECK: :[[@LINE]]:{{.*}} with no bound
};
struct Before_ok {
  void again(int depth) {
    if (depth)
      again(depth - 1);
  }
  ~Before_ok() {
    usleep(2000);
    again(8);
  }
};
struct SpinsToReturn_bad {
  std::atomic<bool> done;
  ~SpinsToReturn_bad() {
    for (;;) // CHECK: :[[@LINE]]:{{.*}} loops until something else changes
      if (done.load())
        return;
  }
};
struct Searches_ok {
  const char *text;
  long size, found = -1;
  ~Searches_ok() {
    for (const char *at = text + size;; --at) {
      if (*at == '.')
        return;
      if (at == text)
        return;
    }
  }
};
