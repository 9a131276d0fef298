// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// How long a thread sleeps is said two calls above, and one of them is virtual.
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

class Clock {
public:
  virtual ~Clock() = default;
  virtual void sleep(std::chrono::milliseconds time) = 0;
};
class Steady : public Clock {
public:
  void sleep(std::chrono::milliseconds time) override { std::this_thread::sleep_for(time); }
};
class Sender_bad {
  std::unique_ptr<Clock> clock_ = std::make_unique<Steady>();
  std::atomic<bool> stop_{false};
  std::thread thread_{[this] {
    while (!stop_)
      pause(std::chrono::hours(2));
  }};
  void pause(std::chrono::milliseconds time) { clock_->sleep(time); }

public:
  ~Sender_bad() {
    stop_ = true;
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Sender_bad::~Sender_bad' waits for a thread to end ('std::thread::join') with no bound, and although asked to stop the thread's body, the lambda in Sender_bad::Sender_bad, sleeps ('std::this_thread::sleep_for') for 7200 s at a time
    thread_.join();
  }
};

class Beats {
public:
  virtual ~Beats() = default;
  virtual void rest(std::chrono::milliseconds time) = 0;
};
class Short : public Beats {
public:
  void rest(std::chrono::milliseconds time) override { std::this_thread::sleep_for(time); }
};
class Sender_ok {
  std::unique_ptr<Beats> beats_ = std::make_unique<Short>();
  std::atomic<bool> stop_{false};
  std::thread thread_{[this] {
    while (!stop_)
      pause(std::chrono::milliseconds(20));
  }};
  void pause(std::chrono::milliseconds time) { beats_->rest(time); }

public:
  ~Sender_ok() {
    stop_ = true;
    thread_.join();
  }
};
