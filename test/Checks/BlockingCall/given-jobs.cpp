// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What a group's threads run is given by who adds them.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

class Group_bad {
public:
  ~Group_bad() {
    Stop = true;
    for (std::thread &T : Threads)
      // CHECK: [[@LINE+1]]:7: warning: destructor 'Group_bad::~Group_bad' waits {{.*}} sleeps ('std::this_thread::sleep_for') for 600 s at a time;
      T.join();
  }
  void add(const std::function<void(Group_bad &)> &Job) {
    Threads.emplace_back([this, Job] { Job(*this); });
  }
  bool isStopping() const { return Stop; }

private:
  std::atomic<bool> Stop{false};
  std::vector<std::thread> Threads;
};

class Cleaner {
public:
  Cleaner() {
    Workers.add([this](Group_bad &G) {
      while (!G.isStopping()) {
        std::this_thread::sleep_for(std::chrono::minutes(10));
        ++Turns;
      }
    });
  }

private:
  std::atomic<int> Turns{0};
  Group_bad Workers;
};

class Group_ok {
public:
  ~Group_ok() {
    {
      std::lock_guard<std::mutex> Hold(Lock);
      Stop = true;
    }
    Wake.notify_all();
    for (std::thread &T : Threads)
      T.join();
  }
  void add(const std::function<void(Group_ok &)> &Job) {
    Threads.emplace_back([this, Job] { Job(*this); });
  }
  bool waitsFor(std::chrono::seconds Time) {
    std::unique_lock<std::mutex> Hold(Lock);
    return Wake.wait_for(Hold, Time, [this] { return Stop; });
  }

private:
  std::mutex Lock;
  std::condition_variable Wake;
  bool Stop = false;
  std::vector<std::thread> Threads;
};

class Cleaner_ok {
public:
  Cleaner_ok() {
    Workers.add([this](Group_ok &G) {
      while (!G.waitsFor(std::chrono::minutes(10)))
        ++Turns;
    });
  }

private:
  std::atomic<int> Turns{0};
  Group_ok Workers;
};
