// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A forked child waits with a copy of its parent's lock.
#include <mutex>
#include <poll.h>
#include <unistd.h>

struct Spawner {
  std::mutex Lock;
  int Last = 0;
  int last() {
    std::lock_guard<std::mutex> Hold(Lock);
    return Last;
  }
  void spawn_ok() {
    std::lock_guard<std::mutex> Hold(Lock);
    int Child = fork();
    if (Child == 0) {
      pollfd Ready{0, POLLIN, 0};
      poll(&Ready, 1, -1);
      _exit(0);
    }
    Last = Child;
  }
  void spawn_bad() {
    std::lock_guard<std::mutex> Hold(Lock);
    int Child = fork();
    if (Child > 0) {
      pollfd Ready{0, POLLIN, 0};
      // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'Lock' is held while 'Spawner::spawn_bad' waits for input
      poll(&Ready, 1, -1);
    }
    Last = Child;
  }
};

// The child has a copy of the lock that is taken.
struct Relocks {
  std::mutex Lock;
  void log() { std::lock_guard<std::mutex> Hold(Lock); }
  void spawn_bad() {
    std::lock_guard<std::mutex> Hold(Lock);
    if (fork() == 0) {
      // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: deadlock: 'Lock'
      log();
      _exit(127);
    }
  }
};
