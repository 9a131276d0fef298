// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A thread that only a method joins which nobody in the program calls.
#include <atomic>
#include <memory>
#include <thread>
bool work();

struct Node {
  virtual ~Node() = default;
  virtual int configure() { return 0; }
  virtual int shutdown() { return 0; }
};
struct Receiver_bad : Node {
  std::unique_ptr<std::thread> thread_; // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: the thread in 'thread_' is ended by 'Receiver_bad::finish' only, which is never called
  std::atomic<bool> stop_{false};
  int configure() override {
    thread_ = std::make_unique<std::thread>([this] {
      while (!stop_)
        work();
    });
    return 1;
  }
  int shutdown() override {
    finish();
    return 0;
  }
  void finish() {
    stop_ = true;
    if (thread_ && thread_->joinable())
      thread_->join();
  }
};

// Never ends.
struct Leaked_ok {
  std::thread thread_;
  void start() { thread_ = std::thread([] { work(); }); }
  void stop() { thread_.join(); }
};
struct Stopped_ok {
  std::thread thread_;
  void start() { thread_ = std::thread([] { work(); }); }
  void stop() { thread_.join(); }
};
struct NotStarted_ok {
  std::thread thread_;
  void start() { thread_ = std::thread([] { work(); }); }
  void stop() { thread_.join(); }
};
// Somebody may call it by its name.
struct Named_ok {
  std::thread thread_;
  void start() { thread_ = std::thread([] { work(); }); }
  void stop() { thread_.join(); }
};
void atEnd(void (Named_ok::*stop)(), Named_ok &of);

int main() {
  auto node = std::make_unique<Receiver_bad>();
  node->configure();
  auto *leaked = new Leaked_ok;
  leaked->start();
  Stopped_ok stopped;
  stopped.start();
  stopped.stop();
  NotStarted_ok idle;
  Named_ok named;
  named.start();
  atEnd(&Named_ok::stop, named);
}
