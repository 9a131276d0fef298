// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// That a mutex is recursive does not help another thread.
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

class Listener {
public:
  virtual ~Listener() = default;
  virtual void announce(int what) = 0;
};
class Manager {
  std::recursive_mutex listening_;
  std::vector<std::shared_ptr<Listener>> listeners_;

public:
  void add(std::shared_ptr<Listener> listener) {
    std::lock_guard<std::recursive_mutex> held(listening_);
    listeners_.push_back(std::move(listener));
  }
  std::size_t size() {
    std::lock_guard<std::recursive_mutex> held(listening_);
    return listeners_.size();
  }
  void announce_bad(int what) {
    std::lock_guard<std::recursive_mutex> held(listening_);
    const auto listeners = listeners_;
    for (const auto &listener : listeners)
      // CHECK: [[@LINE+1]]:7: warning: 'listening_' is held while 'Manager::announce_bad' waits for a thread to end ('std::thread::join') with no bound; deadlock if the 'Manager::listening_' that the awaited thread takes is the same object's
      listener->announce(what);
  }
  void announce_ok(int what) {
    std::vector<std::shared_ptr<Listener>> listeners;
    {
      std::lock_guard<std::recursive_mutex> held(listening_);
      listeners = listeners_;
    }
    for (const auto &listener : listeners)
      listener->announce(what);
  }
};
class Adapter : public Listener {
  Manager &manager_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stop_ = false, lost_ = false;
  std::thread thread_;
  void run() {
    for (;;) {
      std::unique_lock<std::mutex> held(mutex_);
      wake_.wait(held, [this] { return stop_ || lost_; });
      if (stop_)
        return;
      lost_ = false;
      held.unlock();
      manager_.size();
    }
  }

public:
  explicit Adapter(Manager &manager) : manager_(manager) {}
  void start() { thread_ = std::thread([this] { run(); }); }
  void announce(int what) override {
    if (what)
      return;
    {
      std::lock_guard<std::mutex> held(mutex_);
      stop_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable())
      thread_.join();
  }
};
