// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Jobs of a queue that are run under its lock: one that is seen waits.
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <utility>

class Queue_bad {
  std::recursive_mutex m_;
  std::deque<std::function<void()>> jobs_;

public:
  void add(std::function<void()> job) {
    std::lock_guard<std::recursive_mutex> l(m_);
    jobs_.push_back(std::move(job));
  }
  void turn() {
    std::lock_guard<std::recursive_mutex> l(m_);
    while (!jobs_.empty()) {
      auto job = std::move(jobs_.front());
      jobs_.pop_front();
      job(); // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: 'm_' is held while 'Queue_bad::turn' waits for a result
    }
  }
};

class Short_ok {
  std::recursive_mutex m_;
  std::deque<std::function<void()>> jobs_;

public:
  void add(std::function<void()> job) {
    std::lock_guard<std::recursive_mutex> l(m_);
    jobs_.push_back(std::move(job));
  }
  void turn() {
    std::lock_guard<std::recursive_mutex> l(m_);
    while (!jobs_.empty()) {
      auto job = std::move(jobs_.front());
      jobs_.pop_front();
      job();
    }
  }
};

class Free_ok {
  std::recursive_mutex m_;
  std::deque<std::function<void()>> jobs_;

public:
  void add(std::function<void()> job) {
    std::lock_guard<std::recursive_mutex> l(m_);
    jobs_.push_back(std::move(job));
  }
  void turn() {
    std::unique_lock<std::recursive_mutex> l(m_);
    while (!jobs_.empty()) {
      auto job = std::move(jobs_.front());
      jobs_.pop_front();
      l.unlock();
      job();
      l.lock();
    }
  }
};

void use(Queue_bad &bad, Short_ok &brief, Free_ok &free, std::future<int> &answer,
         int &count) {
  bad.add([&count] { ++count; });
  bad.add([&answer, &count] { count += answer.get(); });
  brief.add([&count] { ++count; });
  brief.add([&count] { --count; });
  free.add([&count] { ++count; });
  free.add([&answer, &count] { count += answer.get(); });
}

// What one of several was given is not what another one runs.
class Signal {
  std::deque<std::function<void()>> slots_;

public:
  void connect(std::function<void()> slot) { slots_.push_back(std::move(slot)); }
  void tell() {
    for (auto &slot : slots_)
      slot();
  }
};
class Button_ok {
  std::recursive_mutex m_;
  Signal clicked_, closed_;

public:
  void listen(std::future<int> &answer, int &count) {
    std::lock_guard<std::recursive_mutex> l(m_);
    clicked_.connect([&count] { ++count; });
    closed_.connect([&answer, &count] { count += answer.get(); });
  }
  void click() {
    std::lock_guard<std::recursive_mutex> l(m_);
    clicked_.tell();
  }
};
