// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A bound that all callers that are seen hand over: the longest one counts.
#include <chrono>
#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>
#include <poll.h>
#include <thread>
#include <unistd.h>
using namespace std::chrono_literals;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

struct Member_bad {
  std::mutex m;
  std::condition_variable done;
  milliseconds limit;
  explicit Member_bad(milliseconds limit) : limit(limit) {}
  ~Member_bad() {
    std::unique_lock lock(m);
    done.wait_for(lock, limit); // CHECK: :[[@LINE]]:{{.*}}for up to 300 ms
  }
};
struct Short_ok {
  std::mutex m;
  std::condition_variable done;
  milliseconds limit;
  explicit Short_ok(milliseconds limit) : limit(limit) {}
  ~Short_ok() {
    std::unique_lock lock(m);
    done.wait_for(lock, limit);
  }
};
struct Number_bad {
  int limit;
  explicit Number_bad(int ms = 400) : limit(ms) {}
  ~Number_bad() { poll(nullptr, 0, limit); } // CHECK: :[[@LINE]]:{{.*}}for up to 400 ms
};
struct Scaled_bad {
  int limit;
  Scaled_bad(int ms, bool) : limit(ms) {}
  Scaled_bad() : Scaled_bad(450, true) {}
  ~Scaled_bad() { std::this_thread::sleep_for(milliseconds(limit)); } // CHECK: :[[@LINE]]:{{.*}}for up to 450 ms
};
struct Base {
  milliseconds limit;
  explicit Base(milliseconds limit) : limit(limit) {}
};
struct Derived_bad : Base {
  Derived_bad() : Base(500ms) {}
  ~Derived_bad() { std::this_thread::sleep_for(limit); } // CHECK: :[[@LINE]]:{{.*}}for up to 500 ms
};
struct Set_bad {
  milliseconds limit{0};
  void set(milliseconds to) { limit = to; }
  ~Set_bad() { std::this_thread::sleep_for(limit); } // CHECK: :[[@LINE]]:{{.*}}for up to 550 ms
};
struct Future_bad {
  std::future<int> result;
  milliseconds limit;
  Future_bad(std::future<int> result, milliseconds limit) : result(std::move(result)), limit(limit) {}
  ~Future_bad() { result.wait_for(limit); } // CHECK: :[[@LINE]]:{{.*}}for up to 600 ms
};
struct Queue {
  std::mutex m;
  std::condition_variable done;
  void until(Clock::time_point end) {
    std::unique_lock lock(m);
    done.wait_until(lock, end);
  }
};
struct Until_bad {
  Queue queue;
  ~Until_bad() { queue.until(Clock::now() + 650ms); } // CHECK: :[[@LINE]]:{{.*}}for up to 650 ms
};
// What a constant leaves of two waits is as long as it says.
struct Flagged {
  static constexpr long Forever = -1;
  std::mutex m;
  std::condition_variable changed;
  bool done = false;
  void await(long ms = Forever) {
    std::unique_lock lock(m);
    if (ms == Forever)
      changed.wait(lock, [this] { return done; });
    else
      changed.wait_for(lock, milliseconds(ms), [this] { return done; });
  }
};
struct Limited_bad {
  Flagged flag;
  ~Limited_bad() { flag.await(700); } // CHECK: :[[@LINE]]:{{.*}}for up to 700 ms
};
struct Limited_ok {
  Flagged flag;
  ~Limited_ok() { flag.await(7); }
};
// Of one caller it is not known.
int configured();
struct Unknown_bad {
  int limit;
  explicit Unknown_bad(int ms) : limit(ms) {}
  ~Unknown_bad() { poll(nullptr, 0, limit); } // CHECK: :[[@LINE]]:{{.*}}with no bound
};

void make(std::promise<int> &promise) {
  Member_bad slow(200ms), slower(300ms);
  Short_ok quick(2ms);
  auto other = std::make_unique<Short_ok>(3ms);
  Number_bad number;
  Scaled_bad scaled;
  Derived_bad derived;
  Set_bad changed;
  changed.set(550ms);
  Future_bad future(promise.get_future(), 600ms);
  Unknown_bad fixed(5), unknown(configured());
}
