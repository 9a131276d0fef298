// RUN: not %cleanexit check --checks=cleanup-blocking-call %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A request behind a condition that the cleanup itself has made false is none.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

class Loop {
  std::mutex m_;
  std::condition_variable wake_;
  bool ended_ = false;

public:
  void run() {
    std::unique_lock<std::mutex> l(m_);
    while (!ended_)
      wake_.wait(l);
  }
  void end() {
    {
      std::lock_guard<std::mutex> l(m_);
      ended_ = true;
    }
    wake_.notify_all();
  }
};

class Context_bad {
  Loop loop_;
  std::atomic<bool> running_{true};
  std::thread thread_{[this] { loop_.run(); }};
  void stop() {
    if (!running_)
      return;
    loop_.end();
  }

public:
  ~Context_bad() {
    running_ = false;
    stop();
    thread_.join(); // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: destructor 'Context_bad::~Context_bad' waits for a thread to end
  }
};

class Exchanges_bad {
  Loop loop_;
  std::atomic<bool> running_{true};
  std::thread thread_{[this] { loop_.run(); }};
  void stop() {
    if (running_)
      loop_.end();
  }

public:
  ~Exchanges_bad() {
    if (running_.exchange(false)) {
      stop();
      thread_.join(); // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: destructor 'Exchanges_bad::~Exchanges_bad' waits for a thread to end
    }
  }
};

// stop() sets it itself.
class Context_ok {
  Loop loop_;
  std::atomic<bool> running_{true};
  std::thread thread_{[this] { loop_.run(); }};
  void stop() {
    if (!running_.exchange(false))
      return;
    loop_.end();
  }

public:
  ~Context_ok() {
    stop();
    thread_.join();
  }
};

class SetsWithin_ok {
  Loop loop_;
  bool running_ = true;
  std::thread thread_{[this] { loop_.run(); }};
  void stop() {
    if (running_) {
      running_ = false;
      loop_.end();
    }
  }

public:
  ~SetsWithin_ok() {
    stop();
    thread_.join();
  }
};

// Of another object.
class Other_ok {
  struct State {
    bool running_ = true;
  } first_, second_;
  Loop loop_;
  std::thread thread_{[this] { loop_.run(); }};
  void stop() {
    if (second_.running_)
      loop_.end();
  }

public:
  ~Other_ok() {
    first_.running_ = false;
    stop();
    thread_.join();
  }
};

// What was set may be set again, by a second call of the same, or by who has it.
class Twice_ok {
  Loop loop_;
  bool running_ = true;
  std::thread thread_{[this] { loop_.run(); }};
  void set(bool to) { running_ = to; }
  void stop() {
    if (running_)
      loop_.end();
  }

public:
  ~Twice_ok() {
    set(false);
    set(true);
    stop();
    thread_.join();
  }
};
class Loaded_ok {
  Loop loop_;
  bool running_ = true;
  std::thread thread_{[this] { loop_.run(); }};
  static void load(bool &to);
  void stop() {
    if (running_)
      loop_.end();
  }

public:
  ~Loaded_ok() {
    running_ = false;
    load(running_);
    stop();
    thread_.join();
  }
};

// Another one of the same class.
class Node_ok {
  Loop loop_;
  bool running_ = true;
  Node_ok *next_ = nullptr;
  std::thread thread_{[this] { loop_.run(); }};
  void stop() {
    if (running_)
      loop_.end();
  }

public:
  ~Node_ok() {
    running_ = false;
    if (Node_ok *n = next_) {
      n->stop();
      n->thread_.join();
    }
    loop_.end();
    thread_.join();
  }
};
