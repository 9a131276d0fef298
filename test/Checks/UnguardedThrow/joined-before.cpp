// RUN: not %cleanexit check --checks=cleanup-unguarded-throw %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Who joins a thread that was joined gets an exception.
#include <atomic>
#include <thread>

class Pump_bad {
public:
  Pump_bad() : thread_([this] { turn(); }) {}
  ~Pump_bad() { halt(true); } // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: 'std::system_error' may leave destructor 'Pump_bad::~Pump_bad', {{.*}} 'std::thread::join' throws it if 'drainOnce' has joined it before
  void halt(bool wait) {
    halted_ = true;
    if (wait)
      thread_.join();
  }

private:
  void turn() {
    while (!halted_)
      std::this_thread::yield();
  }
  std::atomic<bool> halted_{false};
  std::thread thread_;
};
void drainOnce() {
  Pump_bad pump;
  pump.halt(true);
}

// It asks first.
class Asking_ok {
public:
  Asking_ok() : thread_([this] { turn(); }) {}
  ~Asking_ok() { halt(); }
  void halt() {
    halted_ = true;
    if (thread_.joinable())
      thread_.join();
  }

private:
  void turn() {
    while (!halted_)
      std::this_thread::yield();
  }
  std::atomic<bool> halted_{false};
  std::thread thread_;
};
void drainAsking() {
  Asking_ok pump;
  pump.halt();
}

// Only the destructor joins: others just ask.
class Once_ok {
public:
  Once_ok() : thread_([this] { turn(); }) {}
  ~Once_ok() { halt(true); }
  void halt(bool wait) {
    halted_ = true;
    if (wait)
      thread_.join();
  }

private:
  void turn() {
    while (!halted_)
      std::this_thread::yield();
  }
  std::atomic<bool> halted_{false};
  std::thread thread_;
};
void ask() {
  Once_ok pump;
  pump.halt(false);
}

// It is started again.
class Restarted_ok {
public:
  Restarted_ok() { start(); }
  ~Restarted_ok() { halt(); }
  void start() {
    halted_ = false;
    thread_ = std::thread([this] { turn(); });
  }
  void halt() {
    halted_ = true;
    thread_.join();
  }

private:
  void turn() {
    while (!halted_)
      std::this_thread::yield();
  }
  std::atomic<bool> halted_{false};
  std::thread thread_;
};
void again() {
  Restarted_ok pump;
  pump.halt();
  pump.start();
}

// A guard of the user's starts it again.
struct Paused {
  Restarted_ok &pump;
  explicit Paused(Restarted_ok &pump) : pump(pump) { pump.halt(); }
  ~Paused() { pump.start(); }
};
void pause(Restarted_ok &pump) { Paused paused(pump); }
