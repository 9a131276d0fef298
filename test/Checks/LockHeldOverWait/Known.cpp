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

// Which class's lock is meant is told by the function, and not by the name.
struct FN_Widget {
  std::mutex lock;
  void draw() {
    std::lock_guard l(lock);
    layout();
  }
  virtual void layout() {}
  virtual ~FN_Widget() = default;
};
struct FN_Label : FN_Widget {
  std::mutex lock;
  int lines = 0;
  void layout() override {
    std::lock_guard l(FN_Widget::lock);
    ++lines;
  }
};

// Of a copy that outlives the critical section it is not known that it may be the last.
struct FN_Reset {
  struct Child {
    std::thread worker{[] { std::this_thread::sleep_for(std::chrono::hours(1)); }};
    ~Child() { worker.join(); }
  };
  std::mutex lock;
  std::shared_ptr<Child> current;
  int turns = 0;
  int count() {
    std::lock_guard l(lock);
    return turns;
  }
  void step() {
    std::shared_ptr<Child> child;
    {
      std::lock_guard l(lock);
      child = current;
    }
    std::lock_guard l(lock);
    child.reset();
  }
};
