// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A deadline comes once, however often it is waited for; a length begins anew.
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

struct Waits {
  std::mutex m;
  std::condition_variable c;
  bool done = false;
};
struct Short_ok : Waits {
  ~Short_ok() {
    std::unique_lock l(m);
    const auto deadline = Clock::now() + 5ms;
    while (!done)
      if (c.wait_until(l, deadline) == std::cv_status::timeout)
        break;
  }
};
struct Long_bad : Waits {
  ~Long_bad() {
    std::unique_lock l(m);
    auto deadline = Clock::now() + 5s;
    while (!done)
      if (c.wait_until(l, deadline) == std::cv_status::timeout) // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}} for up to 5 s
        break;
  }
};
struct Anew_bad : Waits {
  ~Anew_bad() {
    std::unique_lock l(m);
    while (!done)
      c.wait_until(l, Clock::now() + 5ms); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}} with no bound
  }
};
struct Moves_bad : Waits {
  ~Moves_bad() {
    std::unique_lock l(m);
    auto deadline = Clock::now() + 5ms;
    while (!done) {
      c.wait_until(l, deadline); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}} until a deadline
      deadline += 5ms;
    }
  }
};
struct Sleeps_ok {
  ~Sleeps_ok() { std::this_thread::sleep_until(Clock::now() + 3ms); }
};
