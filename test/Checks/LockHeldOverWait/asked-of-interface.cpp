// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What is handed to an interface comes to its one implementation; of two, any
// may be meant, and one waits whatever it is handed.
#include <chrono>
#include <mutex>
#include <thread>

struct Lamp {
  virtual ~Lamp() = default;
  virtual void dim(bool Slowly) = 0;
};
struct Led : Lamp {
  void dim(bool Slowly) override {
    if (Slowly)
      std::this_thread::sleep_for(std::chrono::seconds(5));
  }
};

struct Fan {
  virtual ~Fan() = default;
  virtual void slow(bool Gently) = 0;
};
struct Ceiling : Fan {
  void slow(bool Gently) override {
    if (Gently)
      std::this_thread::sleep_for(std::chrono::seconds(5));
  }
};
struct Table : Fan {
  void slow(bool) override {
    std::this_thread::sleep_for(std::chrono::seconds(7));
  }
};

std::mutex lamps, others, fans;
void atOnce_ok(Lamp *L) {
  std::lock_guard Hold(lamps);
  L->dim(false);
}
void slowly_bad(Lamp *L) {
  std::lock_guard Hold(others);
  L->dim(true); // CHECK: :[[@LINE]]:{{.*}}warning: 'others' is held
}
void any_bad(Fan *F) {
  std::lock_guard Hold(fans);
  F->slow(false); // CHECK: :[[@LINE]]:{{.*}}warning: 'fans' is held
}
