// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// How long a thread sleeps is computed, and limited.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>

using std::chrono::milliseconds;

struct Sleeper {
  std::atomic<bool> Stop{false};
  unsigned Turns = 0;
};

struct Written_bad : Sleeper {
  std::thread Worker{[this] { run(); }};
  ~Written_bad() {
    Stop = true;
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Written_bad::~Written_bad' waits {{.*}} sleeps ('std::this_thread::sleep_for') for 10 s at a time;
    Worker.join();
  }
  void run() {
    while (!Stop)
      std::this_thread::sleep_for(std::min(milliseconds(100 << Turns++), milliseconds(10000)));
  }
};

struct Computed_bad : Sleeper {
  std::thread Worker{[this] { run(); }};
  static milliseconds after(uint32_t Turn, uint32_t Most) {
    const uint64_t Wait = 100ull << std::min<uint32_t>(Turn, 20);
    return milliseconds(std::min<uint64_t>(Wait, Most));
  }
  ~Computed_bad() {
    Stop = true;
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Computed_bad::~Computed_bad' waits {{.*}} for 5 s at a time;
    Worker.join();
  }
  void run() {
    while (!Stop)
      std::this_thread::sleep_for(after(Turns++, 5000));
  }
};

struct Chosen_bad : Sleeper {
  std::thread Worker{[this] { run(); }};
  ~Chosen_bad() {
    Stop = true;
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Chosen_bad::~Chosen_bad' waits {{.*}} for 3 s at a time;
    Worker.join();
  }
  void run() {
    while (!Stop)
      std::this_thread::sleep_for(Turns++ ? std::min(milliseconds(Turns), milliseconds(3000))
                                          : milliseconds(20));
  }
};

struct Short_ok : Sleeper {
  std::thread Worker{[this] { run(); }};
  static milliseconds after(uint32_t Turn) {
    return std::min(milliseconds(1 << Turn), milliseconds(50));
  }
  ~Short_ok() {
    Stop = true;
    Worker.join();
  }
  void run() {
    while (!Stop)
      std::this_thread::sleep_for(after(Turns++));
  }
};

struct NoLonger_ok {
  unsigned Turns = 0;
  ~NoLonger_ok() {
    std::this_thread::sleep_for(std::min(milliseconds(Turns), milliseconds(5)));
  }
};
