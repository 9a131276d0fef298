// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// The request is looked at, and the wait goes on all the same while there is nothing to do.
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

struct Sleeps_bad {
  std::mutex Lock;
  std::condition_variable Wake;
  std::deque<int> Jobs;
  bool Stopping = false;
  std::thread Worker{[this] { run(); }};
  ~Sleeps_bad() {
    {
      std::lock_guard<std::mutex> Hold(Lock);
      Stopping = true;
    }
    Wake.notify_all();
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Sleeps_bad::~Sleeps_bad' waits {{.*}}, waits for a condition ('std::condition_variable::wait'), and goes on to while 'Jobs' is empty, which the request does not change;
    Worker.join();
  }
  void add(int Job) {
    std::lock_guard<std::mutex> Hold(Lock);
    Jobs.push_back(Job);
    Wake.notify_one();
  }
  void run() {
    while (!Stopping) {
      std::unique_lock<std::mutex> Hold(Lock);
      Wake.wait(Hold, [this] { return !Jobs.empty() && !Stopping; });
      Jobs.clear();
    }
  }
};

struct Loops_bad {
  std::mutex Lock;
  std::condition_variable Wake;
  std::deque<int> Jobs;
  bool Stopping = false;
  std::thread Worker{[this] { run(); }};
  ~Loops_bad() {
    {
      std::lock_guard<std::mutex> Hold(Lock);
      Stopping = true;
    }
    Wake.notify_all();
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Loops_bad::~Loops_bad' waits {{.*}} while 'Jobs' is empty
    Worker.join();
  }
  void run() {
    while (!Stopping) {
      std::unique_lock<std::mutex> Hold(Lock);
      while (Jobs.empty() || Stopping)
        Wake.wait(Hold);
      Jobs.clear();
    }
  }
};

struct Ready_bad {
  std::mutex Lock;
  std::condition_variable Wake;
  std::deque<int> Jobs;
  bool Ready = false;
  bool Stopping = false;
  std::thread Worker{[this] { run(); }};
  ~Ready_bad() {
    {
      std::lock_guard<std::mutex> Hold(Lock);
      Stopping = true;
    }
    Wake.notify_all();
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Ready_bad::~Ready_bad' waits {{.*}} while 'Jobs' is empty
    Worker.join();
  }
  void run() {
    while (!Stopping) {
      std::unique_lock<std::mutex> Hold(Lock);
      Wake.wait(Hold, [this] { return (Ready || Stopping) && !Jobs.empty(); });
      Jobs.clear();
    }
  }
};

struct Either_ok {
  std::mutex Lock;
  std::condition_variable Wake;
  std::deque<int> Jobs;
  bool Stopping = false;
  std::thread Worker{[this] { run(); }};
  ~Either_ok() {
    {
      std::lock_guard<std::mutex> Hold(Lock);
      Stopping = true;
    }
    Wake.notify_all();
    Worker.join();
  }
  void run() {
    while (!Stopping) {
      std::unique_lock<std::mutex> Hold(Lock);
      while (Jobs.empty() && !Stopping)
        Wake.wait(Hold);
      Jobs.clear();
    }
  }
};

struct Sentinel_ok {
  std::mutex Lock;
  std::condition_variable Wake;
  std::deque<int> Jobs;
  bool Stopping = false;
  std::thread Worker{[this] { run(); }};
  ~Sentinel_ok() {
    Stopping = true;
    add(-1);
    Worker.join();
  }
  void add(int Job) {
    std::lock_guard<std::mutex> Hold(Lock);
    Jobs.push_back(Job);
    Wake.notify_one();
  }
  void run() {
    while (!Stopping) {
      std::unique_lock<std::mutex> Hold(Lock);
      Wake.wait(Hold, [this] { return !Jobs.empty() && Jobs.size() < 100; });
      Jobs.clear();
    }
  }
};

// It is not the only answer.
struct Before_ok {
  std::mutex Lock;
  std::condition_variable Wake;
  std::deque<int> Jobs;
  bool Paused = false;
  bool Stopping = false;
  std::thread Worker{[this] { run(); }};
  ~Before_ok() {
    {
      std::lock_guard<std::mutex> Hold(Lock);
      Stopping = true;
    }
    Wake.notify_all();
    Worker.join();
  }
  void run() {
    while (!Stopping) {
      std::unique_lock<std::mutex> Hold(Lock);
      Wake.wait(Hold, [this] {
        if (Stopping)
          return true;
        return !Jobs.empty() && !Paused;
      });
      Jobs.clear();
    }
  }
};
