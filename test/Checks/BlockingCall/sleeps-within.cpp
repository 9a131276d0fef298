// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A loop within the one that asks for the request: it sleeps until something else
// is so, and does not ask.
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>
using namespace std::chrono_literals;

class Ticking {
protected:
  enum class Task { Idle, Up, Down };
  Task task_ = Task::Idle;
  int state_ = 0;
  void advance() {
    if (++state_ == 7)
      task_ = Task::Idle;
  }

public:
  virtual ~Ticking() = default;
  void request() { task_ = Task::Up; }
  void start() { thread_ = std::thread(&Ticking::run, this); }
  void fullStop() {
    over_ = true;
    if (thread_.joinable())
      thread_.join();
  }

protected:
  virtual void tick() = 0;
  bool shouldStop() const { return over_; }

private:
  void run() {
    while (!shouldStop())
      tick();
  }
  std::atomic<bool> over_{false};
  std::thread thread_;
};

class Until_bad : public Ticking {
  void tick() override {
    while (task_ != Task::Idle) {
      advance();
      std::this_thread::sleep_for(50ms);
    }
    std::this_thread::sleep_for(50ms);
  }

public:
  ~Until_bad() override { fullStop(); } // CHECK: [[@LINE]]:{{[0-9]+}}: warning: destructor 'Until_bad::~Until_bad' waits {{.*}} sleeps in a loop until 'task_' says so, and does not look at the request there
};
class Asks_ok : public Ticking {
  void tick() override {
    while (task_ != Task::Idle && !shouldStop()) {
      advance();
      std::this_thread::sleep_for(50ms);
    }
    std::this_thread::sleep_for(50ms);
  }

public:
  ~Asks_ok() override { fullStop(); }
};
class AsksWithin_ok : public Ticking {
  void step() {
    if (shouldStop())
      task_ = Task::Idle;
    advance();
  }
  void tick() override {
    while (task_ != Task::Idle) {
      step();
      std::this_thread::sleep_for(50ms);
    }
    std::this_thread::sleep_for(50ms);
  }

public:
  ~AsksWithin_ok() override { fullStop(); }
};
class Leaves_ok : public Ticking {
  void tick() override {
    while (task_ != Task::Idle) {
      advance();
      if (shouldStop())
        return;
      std::this_thread::sleep_for(50ms);
    }
  }

public:
  ~Leaves_ok() override { fullStop(); }
};
class Counted_ok : public Ticking {
  std::vector<int> all_;
  void tick() override {
    for (int i = 0; i < 3; ++i)
      std::this_thread::sleep_for(5ms);
    for (int each : all_) {
      state_ += each;
      std::this_thread::sleep_for(5ms);
    }
  }

public:
  ~Counted_ok() override { fullStop(); }
};
