// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: not %cleanexit check --checks=cleanup-blocking-call %s -- -std=c++17 > %t.17
// RUN: diff %t %t.17
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// The request notifies, and has just made sure that there is nothing to do.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <queue>
#include <thread>
#include <utility>

struct Exchanged_bad {
  std::mutex Lock;
  std::condition_variable Wake;
  std::deque<int> Jobs;
  bool Draining = false;
  std::atomic<bool> Running{true};
  std::thread Worker{[this] { run(); }};
  ~Exchanged_bad() {
    Running = false;
    {
      std::lock_guard<std::mutex> Hold(Lock);
      Draining = true;
      Wake.notify_all();
      auto Old = std::exchange(Jobs, {});
    }
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Exchanged_bad::~Exchanged_bad' waits {{.*}}, waits for a condition ('std::condition_variable::wait'), and the request has made sure that it goes on to wait;
    Worker.join();
  }
  void run() {
    while (Running) {
      std::unique_lock<std::mutex> Hold(Lock);
      Wake.wait(Hold, [this] { return !Jobs.empty(); });
      Jobs.pop_front();
    }
  }
};

struct Assigned_bad {
  std::mutex Lock;
  std::condition_variable Wake;
  std::deque<int> Jobs;
  std::atomic<bool> Running{true};
  std::thread Worker{[this] { run(); }};
  ~Assigned_bad() {
    Running = false;
    {
      std::lock_guard<std::mutex> Hold(Lock);
      Jobs = {};
      Wake.notify_all();
    }
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Assigned_bad::~Assigned_bad' waits {{.*}} made sure
    Worker.join();
  }
  void run() {
    while (Running) {
      std::unique_lock<std::mutex> Hold(Lock);
      Wake.wait(Hold, [this] { return Jobs.size() > 0; });
      Jobs.pop_front();
    }
  }
};

struct Cleared_bad {
  std::mutex Lock;
  std::condition_variable Wake;
  std::deque<int> Jobs;
  std::atomic<bool> Running{true};
  std::thread Worker{[this] { run(); }};
  ~Cleared_bad() {
    Running = false;
    {
      std::lock_guard<std::mutex> Hold(Lock);
      Jobs.clear();
      Wake.notify_all();
    }
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Cleared_bad::~Cleared_bad' waits {{.*}} made sure
    Worker.join();
  }
  void run() {
    while (Running) {
      std::unique_lock<std::mutex> Hold(Lock);
      while (Jobs.empty())
        Wake.wait(Hold);
      Jobs.pop_front();
    }
  }
};

struct Swapped_bad {
  std::mutex Lock;
  std::condition_variable Wake;
  std::queue<int> Jobs;
  std::atomic<bool> Running{true};
  std::thread Worker{[this] { run(); }};
  ~Swapped_bad() {
    Running = false;
    {
      std::lock_guard<std::mutex> Hold(Lock);
      std::queue<int> None;
      Jobs.swap(None);
      Wake.notify_all();
    }
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Swapped_bad::~Swapped_bad' waits {{.*}} made sure
    Worker.join();
  }
  void run() {
    while (Running) {
      std::unique_lock<std::mutex> Hold(Lock);
      Wake.wait(Hold, [this] { return !Jobs.empty(); });
      Jobs.pop();
    }
  }
};

struct Owned_bad {
  std::mutex Lock;
  std::condition_variable Wake;
  std::unique_ptr<int> Job;
  std::atomic<bool> Running{true};
  std::thread Worker{[this] { run(); }};
  ~Owned_bad() {
    Running = false;
    {
      std::lock_guard<std::mutex> Hold(Lock);
      Job.reset();
      Wake.notify_all();
    }
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Owned_bad::~Owned_bad' waits {{.*}} made sure
    Worker.join();
  }
  void run() {
    while (Running) {
      std::unique_lock<std::mutex> Hold(Lock);
      Wake.wait(Hold, [this] { return Job != nullptr; });
      Job.reset();
    }
  }
};

struct Counted_bad {
  std::mutex Lock;
  std::condition_variable Wake;
  int Pending = 0;
  std::atomic<bool> Running{true};
  std::thread Worker{[this] { run(); }};
  ~Counted_bad() {
    Running = false;
    {
      std::lock_guard<std::mutex> Hold(Lock);
      Pending = 0;
      Wake.notify_all();
    }
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Counted_bad::~Counted_bad' waits {{.*}} made sure
    Worker.join();
  }
  void run() {
    while (Running) {
      std::unique_lock<std::mutex> Hold(Lock);
      Wake.wait(Hold, [this] { return Pending > 0; });
      --Pending;
    }
  }
};

struct Sentinel_ok {
  std::mutex Lock;
  std::condition_variable Wake;
  std::deque<int> Jobs;
  std::thread Worker{[this] { run(); }};
  ~Sentinel_ok() {
    {
      std::lock_guard<std::mutex> Hold(Lock);
      Jobs.clear();
      Jobs.push_back(-1);
      Wake.notify_all();
    }
    Worker.join();
  }
  void run() {
    for (;;) {
      std::unique_lock<std::mutex> Hold(Lock);
      Wake.wait(Hold, [this] { return !Jobs.empty(); });
      const int Job = Jobs.front();
      Jobs.pop_front();
      if (Job < 0)
        return;
    }
  }
};

struct Listed_ok {
  std::mutex Lock;
  std::condition_variable Wake;
  std::deque<int> Jobs;
  std::thread Worker{[this] { run(); }};
  ~Listed_ok() {
    {
      std::lock_guard<std::mutex> Hold(Lock);
      Jobs = {-1};
      Wake.notify_all();
    }
    Worker.join();
  }
  void run() {
    for (;;) {
      std::unique_lock<std::mutex> Hold(Lock);
      Wake.wait(Hold, [this] { return !Jobs.empty(); });
      const int Job = Jobs.front();
      Jobs.pop_front();
      if (Job < 0)
        return;
    }
  }
};

// This one waits for room.
struct Room_ok {
  std::mutex Lock;
  std::condition_variable Wake;
  std::optional<int> Slot;
  std::atomic<bool> Running{true};
  std::thread Worker{[this] { run(); }};
  ~Room_ok() {
    Running = false;
    {
      std::lock_guard<std::mutex> Hold(Lock);
      Slot.reset();
      Wake.notify_all();
    }
    Worker.join();
  }
  void run() {
    for (int I = 0; Running; ++I) {
      std::unique_lock<std::mutex> Hold(Lock);
      Wake.wait(Hold, [this] { return !Slot; });
      Slot = I;
    }
  }
};

// The flag is looked at too.
struct Both_ok {
  std::mutex Lock;
  std::condition_variable Wake;
  std::deque<int> Jobs;
  bool Stopping = false;
  std::thread Worker{[this] { run(); }};
  ~Both_ok() {
    {
      std::lock_guard<std::mutex> Hold(Lock);
      Stopping = true;
      Jobs.clear();
      Wake.notify_all();
    }
    Worker.join();
  }
  void run() {
    for (;;) {
      std::unique_lock<std::mutex> Hold(Lock);
      Wake.wait(Hold, [this] { return Stopping || !Jobs.empty(); });
      if (Stopping)
        return;
      Jobs.pop_front();
    }
  }
};
