// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// RUN: not %cleanexit check --checks='cleanup-blocking-call' --option=cleanup-blocking-call.Strict=true %s -- -std=c++20 \
// RUN:   | FileCheck %s --check-prefix=STRICT
// What std::async runs is a thread, and may be asked to stop.
#include <atomic>
#include <chrono>
#include <future>
#include <optional>
#include <stop_token>
#include <thread>
using namespace std::chrono_literals;

class Asked_ok {
  std::atomic<bool> over_{false};
  std::future<void> task_ = std::async(std::launch::async, [this] {
    while (!over_)
      std::this_thread::sleep_for(5ms);
  });

public:
  ~Asked_ok() { over_ = true; } // STRICT: [[@LINE]]:{{[0-9]+}}: warning: destructor 'Asked_ok::~Asked_ok' waits for a result
};
class AskedAndWaited_ok {
  std::atomic<bool> over_{false};
  std::future<void> task_ = std::async(std::launch::async, [this] {
    while (!over_)
      std::this_thread::sleep_for(5ms);
  });

public:
  ~AskedAndWaited_ok() {
    over_ = true;
    task_.wait();
  }
};
class ByToken_ok {
  std::stop_source source_;
  std::optional<std::shared_future<int>> task_;

public:
  void begin() {
    task_ = std::async(std::launch::async, [token = source_.get_token()] {
              int turns = 0;
              while (!token.stop_requested()) {
                std::this_thread::sleep_for(5ms);
                ++turns;
              }
              return turns;
            }).share();
  }
  ~ByToken_ok() { source_.request_stop(); }
};

class NotAsked_bad {
  std::future<void> task_ = std::async(std::launch::async, [] { std::this_thread::sleep_for(5min); });

public:
  ~NotAsked_bad() {} // CHECK: [[@LINE]]:{{[0-9]+}}: warning: destructor 'NotAsked_bad::~NotAsked_bad' waits for a result
};
class Deaf_bad {
  std::atomic<bool> over_{false};
  std::future<void> task_ = std::async(std::launch::async, [this] {
    while (!over_)
      std::this_thread::sleep_for(30s);
  });

public:
  ~Deaf_bad() { over_ = true; } // CHECK: [[@LINE]]:{{[0-9]+}}: warning: destructor 'Deaf_bad::~Deaf_bad' waits for a result {{.*}}although asked to stop the thread's body,{{.*}} sleeps {{.*}} for 30 s at a time
};
class Unheard_bad {
  std::atomic<bool> over_{false}, other_{false};
  std::future<void> task_ = std::async(std::launch::async, [this] {
    while (!other_)
      std::this_thread::sleep_for(5ms);
  });

public:
  bool isOver() const { return over_; }
  ~Unheard_bad() { over_ = true; } // CHECK: [[@LINE]]:{{[0-9]+}}: warning: destructor 'Unheard_bad::~Unheard_bad' waits for a result {{.*}}nothing before it asks the thread to stop
};
// It is not the only thread that may set it.
class Mixed_bad {
  std::atomic<bool> over_{false};
  std::promise<void> promise_;
  std::future<void> result_ = promise_.get_future();
  std::thread thread_{[this] {
    while (!over_)
      std::this_thread::sleep_for(5ms);
  }};

public:
  ~Mixed_bad() {
    over_ = true;
    result_.wait(); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: destructor 'Mixed_bad::~Mixed_bad' waits for a result
    thread_.join();
  }
};
