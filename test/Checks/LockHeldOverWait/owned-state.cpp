// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// The lock is in what a member owns: whoever else has that takes the same one.
#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

struct Shared {
  std::mutex counting;
  std::atomic<bool> stop{false};
  int count = 0;
};
class Counter {
  std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
  std::thread thread_;
  static void run(std::shared_ptr<Shared> shared) {
    while (!shared->stop) {
      std::lock_guard<std::mutex> held(shared->counting);
      ++shared->count;
    }
  }

public:
  void start() { thread_ = std::thread(&Counter::run, shared_); }
  void stop_bad() {
    std::lock_guard<std::mutex> held(shared_->counting);
    shared_->stop = true;
    // CHECK: [[@LINE+1]]:5: warning: 'shared_.counting' is held while 'Counter::stop_bad' waits for a thread to end ('std::thread::join') with no bound; deadlock if the 'Shared::counting' that the awaited thread takes is the same object's
    thread_.join();
  }
  void stop_ok() {
    {
      std::lock_guard<std::mutex> held(shared_->counting);
      shared_->stop = true;
    }
    thread_.join();
  }
};

struct Impl {
  std::mutex adding;
  std::atomic<bool> stop{false};
  int sum = 0;
  std::thread thread;
  void run() {
    while (!stop) {
      std::lock_guard<std::mutex> held(adding);
      ++sum;
    }
  }
};
class Adder {
  std::unique_ptr<Impl> impl_ = std::make_unique<Impl>();

public:
  void start() { impl_->thread = std::thread(&Impl::run, impl_.get()); }
  void stop_bad() {
    std::lock_guard<std::mutex> held(impl_->adding);
    impl_->stop = true;
    // CHECK: [[@LINE+1]]:5: warning: 'impl_.adding' is held while 'Adder::stop_bad' waits for a thread to end ('std::thread::join') with no bound; deadlock if the 'Impl::adding' that the awaited thread takes is the same object's
    impl_->thread.join();
  }
  void stop_ok() {
    impl_->stop = true;
    impl_->thread.join();
    std::lock_guard<std::mutex> held(impl_->adding);
    impl_->sum = 0;
  }
};

// The thread takes a lock of its own.
struct Own {
  std::mutex mine, its;
  std::atomic<bool> stop{false};
  int count = 0;
};
class Apart {
  std::shared_ptr<Own> own_ = std::make_shared<Own>();
  std::thread thread_;
  static void run(std::shared_ptr<Own> own) {
    while (!own->stop) {
      std::lock_guard<std::mutex> held(own->its);
      ++own->count;
    }
  }

public:
  void start() { thread_ = std::thread(&Apart::run, own_); }
  void stop_ok() {
    std::lock_guard<std::mutex> held(own_->mine);
    own_->stop = true;
    thread_.join();
  }
};
