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

// A deadline that callers hand over, or are asked the way there for.
class Given {
  Clock::time_point end;

public:
  explicit Given(Clock::time_point end) : end(end) {}
  ~Given() { std::this_thread::sleep_until(end); } // CHECK: :[[@LINE]]:{{.*}} for up to 2 s
};
void given_bad() { Given g(Clock::now() + 2s); }
class GivenBriefly_ok {
  Clock::time_point end;

public:
  explicit GivenBriefly_ok(Clock::time_point end) : end(end) {}
  ~GivenBriefly_ok() { std::this_thread::sleep_until(end); }
};
void given_ok() { GivenBriefly_ok g(Clock::now() + 2ms); }
class GivenWay_bad {
  Clock::time_point end;

public:
  explicit GivenWay_bad(Clock::duration limit) : end(Clock::now() + limit) {}
  ~GivenWay_bad() { std::this_thread::sleep_until(end); } // CHECK: :[[@LINE]]:{{.*}} for up to 3 s
};
class GivenWay_ok {
  Clock::time_point end;

public:
  explicit GivenWay_ok(std::chrono::milliseconds limit) : end(Clock::now() + limit) {}
  ~GivenWay_ok() { std::this_thread::sleep_until(end); }
};
class KeptWay_ok {
  Clock::duration limit = 3ms;

public:
  ~KeptWay_ok() { std::this_thread::sleep_until(Clock::now() + limit); }
};
class AnyWay_bad {
  Clock::time_point end;

public:
  explicit AnyWay_bad(Clock::duration limit) : end(Clock::now() + limit) {}
  ~AnyWay_bad() { std::this_thread::sleep_until(end); } // CHECK: :[[@LINE]]:{{.*}} until a deadline
};
void ways(Clock::duration any) {
  GivenWay_bad a(3s), b(3ms);
  GivenWay_ok c(3ms);
  AnyWay_bad d(3ms), e(any);
}
