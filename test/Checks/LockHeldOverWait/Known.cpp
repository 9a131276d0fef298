// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Known to be wrong: FN_ is missed, FP_ is false.
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

// On the loop's own thread the call runs at once, and a callback is there.
class Loop {
  std::thread::id own;
  std::mutex m;
  std::condition_variable cv;
  bool done = false;

public:
  bool isInside() const { return std::this_thread::get_id() == own; }
  void call(const std::function<void()> &f) {
    if (isInside())
      return f();
    std::unique_lock l(m);
    cv.wait(l, [this] { return done; });
  }
};
class Session {
  Loop &loop;
  std::mutex m;

public:
  explicit Session(Loop &l) : loop(l) {}
  void FP_onLoop() { // only ever called by the loop
    std::lock_guard g(m);
    loop.call([] {}); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while 'Session::FP_onLoop'
  }
};
