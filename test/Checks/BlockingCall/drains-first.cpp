// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// The thread ends when it was asked to, and when it has no more sessions or
// timers: those end when they like to.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

struct Session {
  bool Done = false;
};

struct Sessions_bad {
  std::atomic<bool> Stop{false};
  std::mutex Lock;
  std::vector<std::shared_ptr<Session>> Open;
  std::thread Cleaner{[this] { run(); }};
  ~Sessions_bad() {
    Stop = true;
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Sessions_bad::~Sessions_bad' waits {{.*}} the lambda in Sessions_bad::Sessions_bad, goes on until 'Open' is empty as well, and waits meanwhile;
    Cleaner.join();
  }
  void run() {
    for (;;) {
      {
        std::lock_guard<std::mutex> Hold(Lock);
        Open.erase(std::remove_if(Open.begin(), Open.end(), [](const auto &S) { return S->Done; }), Open.end());
        if (Stop && Open.empty())
          return;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  }
};

// The loop asks a method.
struct Timers_bad {
  using Clock = std::chrono::steady_clock;
  std::mutex Lock;
  std::condition_variable Changed;
  std::multimap<Clock::time_point, std::function<void()>> Timers;
  bool Wanted = true;
  std::thread Runner{[this] { run(); }};
  ~Timers_bad() {
    {
      std::lock_guard<std::mutex> Hold(Lock);
      Wanted = false;
      Changed.notify_one();
    }
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Timers_bad::~Timers_bad' waits {{.*}} goes on until 'Timers' is empty as well, and waits meanwhile;
    Runner.join();
  }
  bool goesOn() const { return Wanted || !Timers.empty(); }
  void run() {
    std::unique_lock<std::mutex> Hold(Lock);
    while (goesOn()) {
      if (Timers.empty()) {
        Changed.wait(Hold, [this] { return !Timers.empty() || !goesOn(); });
        continue;
      }
      const Clock::time_point Due = Timers.begin()->first;
      if (Changed.wait_until(Hold, Due) == std::cv_status::no_timeout)
        continue;
      auto Run = std::move(Timers.begin()->second);
      Timers.erase(Timers.begin());
      Hold.unlock();
      Run();
      Hold.lock();
    }
  }
};

// The cleanup ends them.
struct Cleared_ok {
  std::atomic<bool> Stop{false};
  std::mutex Lock;
  std::vector<std::shared_ptr<Session>> Open;
  std::thread Cleaner{[this] { run(); }};
  ~Cleared_ok() {
    Stop = true;
    {
      std::lock_guard<std::mutex> Hold(Lock);
      Open.clear();
    }
    Cleaner.join();
  }
  void run() {
    for (;;) {
      {
        std::lock_guard<std::mutex> Hold(Lock);
        if (Stop && Open.empty())
          return;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  }
};

// The request alone is enough.
struct Either_ok {
  std::atomic<bool> Stop{false};
  std::vector<std::shared_ptr<Session>> Open;
  std::thread Cleaner{[this] { run(); }};
  ~Either_ok() {
    Stop = true;
    Cleaner.join();
  }
  void run() {
    for (;;) {
      if (Stop || Open.empty())
        return;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  }
};

// What is left is done without a wait, one after the other.
struct Drained_ok {
  std::mutex Lock;
  std::condition_variable Wake;
  std::deque<std::function<void()>> Jobs;
  bool Stop = false;
  std::thread Worker{[this] { run(); }};
  ~Drained_ok() {
    {
      std::lock_guard<std::mutex> Hold(Lock);
      Stop = true;
    }
    Wake.notify_all();
    Worker.join();
  }
  void run() {
    for (;;) {
      std::unique_lock<std::mutex> Hold(Lock);
      while (!Stop && Jobs.empty())
        Wake.wait(Hold);
      if (Stop && Jobs.empty())
        return;
      auto Job = std::move(Jobs.front());
      Jobs.pop_front();
      Hold.unlock();
      Job();
    }
  }
};

// It sleeps when there is nothing to do.
struct Polled_ok {
  std::atomic<bool> Stop{false};
  std::mutex Lock;
  std::deque<std::function<void()>> Jobs;
  std::thread Worker{[this] { run(); }};
  ~Polled_ok() {
    Stop = true;
    Worker.join();
  }
  void run() {
    while (!Stop || !Jobs.empty()) {
      if (Jobs.empty()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        continue;
      }
      auto Job = std::move(Jobs.front());
      Jobs.pop_front();
      Job();
    }
  }
};

// One in each turn, and a short sleep.
struct Paced_ok {
  std::atomic<bool> Stop{false};
  std::deque<int> Frames;
  std::thread Sender{[this] { run(); }};
  ~Paced_ok() {
    Stop = true;
    Sender.join();
  }
  void run() {
    while (!Stop || !Frames.empty()) {
      if (!Frames.empty())
        Frames.pop_front();
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
  }
};

// All of them at once.
struct Taken_ok {
  std::atomic<bool> Stop{false};
  std::mutex Lock;
  std::vector<int> Lines;
  std::thread Writer{[this] { run(); }};
  ~Taken_ok() {
    Stop = true;
    Writer.join();
  }
  void run() {
    for (;;) {
      std::vector<int> Now;
      {
        std::lock_guard<std::mutex> Hold(Lock);
        if (Stop && Lines.empty())
          return;
        Now.swap(Lines);
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
};

// How many there are says a method; and whether there are none.
struct Counted_bad {
  std::atomic<bool> Run{true};
  mutable std::mutex Lock;
  std::vector<std::shared_ptr<Session>> Open;
  std::thread Cleaner{[this] { run(); }};
  ~Counted_bad() {
    Run = false;
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Counted_bad::~Counted_bad' waits {{.*}} until 'Open' is empty as well
    Cleaner.join();
  }
  std::size_t count() const {
    std::lock_guard<std::mutex> Hold(Lock);
    return Open.size();
  }
  void run() {
    while (Run || count() != 0) {
      drop();
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
  void drop() {
    std::lock_guard<std::mutex> Hold(Lock);
    Open.erase(std::remove_if(Open.begin(), Open.end(), [](const auto &S) { return S->Done; }), Open.end());
  }
};

struct Asked_bad {
  std::atomic<bool> Run{true};
  mutable std::mutex Lock;
  std::vector<std::shared_ptr<Session>> Open;
  std::thread Cleaner{[this] { run(); }};
  ~Asked_bad() {
    Run = false;
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Asked_bad::~Asked_bad' waits {{.*}} until 'Open' is empty as well
    Cleaner.join();
  }
  bool isIdle() const {
    std::lock_guard<std::mutex> Hold(Lock);
    return Open.empty();
  }
  void run() {
    while (Run || !isIdle()) {
      drop();
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
  void drop() {
    std::lock_guard<std::mutex> Hold(Lock);
    Open.erase(std::remove_if(Open.begin(), Open.end(), [](const auto &S) { return S->Done; }), Open.end());
  }
};

struct WhileOpen_ok {
  std::atomic<bool> Run{true};
  mutable std::mutex Lock;
  std::vector<std::shared_ptr<Session>> Open;
  std::thread Cleaner{[this] { run(); }};
  ~WhileOpen_ok() {
    Run = false;
    Cleaner.join();
  }
  std::size_t count() const {
    std::lock_guard<std::mutex> Hold(Lock);
    return Open.size();
  }
  void run() {
    while (Run && count() != 0)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
};
