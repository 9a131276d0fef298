// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// The end of a stop callback waits until it has run, if another thread runs it.

#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

class Operation_bad {
  struct Stop {
    Operation_bad *Of;
    void operator()() noexcept {
      std::lock_guard<std::mutex> Hold(Of->Mutex);
      Of->Stopped = true;
    }
  };
  std::mutex Mutex;
  bool Stopped = false;
  std::optional<std::stop_callback<Stop>> OnStop;

public:
  void start(std::stop_token Token) { OnStop.emplace(Token, Stop{this}); }
  void finish() {
    std::lock_guard<std::mutex> Hold(Mutex);
    // CHECK: [[@LINE+1]]:5: warning: 'Mutex' is held while 'Operation_bad::finish' ends a stop callback, which waits if that is running; deadlock: 'Operation_bad::Stop::operator()' needs the same lock
    OnStop.reset();
  }
};

class Finishes_ok {
  struct Stop {
    Finishes_ok *Of;
    void operator()() noexcept {
      std::lock_guard<std::mutex> Hold(Of->Guarding);
      Of->Stopped = true;
    }
  };
  std::mutex Guarding;
  bool Stopped = false, Done = false;
  std::optional<std::stop_callback<Stop>> OnStop;

public:
  void start(std::stop_token Token) { OnStop.emplace(Token, Stop{this}); }
  void finish() {
    {
      std::lock_guard<std::mutex> Hold(Guarding);
      Done = true;
    }
    OnStop.reset();
  }
};

class Queue {
  std::mutex Access;
  std::condition_variable Changed;
  bool Stopped = false;
  int Size = 0;

public:
  bool wait_bad(std::stop_token Token) {
    std::unique_lock<std::mutex> Hold(Access);
    // CHECK: [[@LINE+1]]:24: warning: 'Access' is held while 'Queue::wait_bad' ends a stop callback
    std::stop_callback Wake(Token, [this] {
      std::lock_guard<std::mutex> Inner(Access);
      Stopped = true;
      Changed.notify_all();
    });
    Changed.wait(Hold, [this] { return Stopped || Size; });
    return Size;
  }
  bool wait_ok(std::stop_token Token) {
    std::stop_callback Wake(Token, [this] {
      std::lock_guard<std::mutex> Inner(Access);
      Stopped = true;
      Changed.notify_all();
    });
    std::unique_lock<std::mutex> Hold(Access);
    Changed.wait(Hold, [this] { return Stopped || Size; });
    return Size;
  }
  bool notify_ok(std::stop_token Token) {
    std::unique_lock<std::mutex> Hold(Access);
    std::stop_callback Wake(Token, [this] { Changed.notify_all(); });
    Changed.wait(Hold, [&] { return Token.stop_requested() || Size; });
    return Size;
  }
};
