// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A signal wakes one of those who wait for the same condition; each element of a
// container has its own.
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

struct Slot {
  std::mutex Lock;
  std::condition_variable Changed;
  bool HasTask = false;
};
struct Each_ok {
  bool Done = false;
  std::unique_ptr<Slot[]> Slots = std::make_unique<Slot[]>(4);
  std::vector<std::thread> Threads;
  Each_ok() {
    for (int I = 0; I < 4; ++I)
      Threads.emplace_back([this, I] { serve(Slots[I]); });
  }
  void serve(Slot &S) {
    std::unique_lock<std::mutex> Hold(S.Lock);
    S.Changed.wait(Hold, [&] { return Done || S.HasTask; });
  }
  ~Each_ok() {
    for (int I = 0; I < 4; ++I) {
      {
        std::lock_guard<std::mutex> Hold(Slots[I].Lock);
        Done = true;
      }
      Slots[I].Changed.notify_one();
      Threads[I].join();
    }
  }
};
struct All_bad {
  bool Done = false;
  Slot Shared;
  std::vector<std::thread> Threads;
  All_bad() {
    for (int I = 0; I < 4; ++I)
      Threads.emplace_back([this] { serve(Shared); });
  }
  void serve(Slot &S) {
    std::unique_lock<std::mutex> Hold(S.Lock);
    S.Changed.wait(Hold, [&] { return Done || S.HasTask; });
  }
  ~All_bad() {
    Done = true;
    for (int I = 0; I < 4; ++I) {
      Shared.Changed.notify_one();
      // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: {{.*}}wakes only one thread
      Threads[I].join();
    }
  }
};
