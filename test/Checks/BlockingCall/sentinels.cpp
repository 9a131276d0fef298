// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What is put into a container asks the thread to stop, if the thread looks there.
#include <chrono>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <vector>

struct Task {
  virtual ~Task() = default;
  virtual bool isLast() const { return false; }
};
struct Last : Task {
  bool isLast() const override { return true; }
};
struct Queue {
  std::mutex Lock;
  std::queue<std::unique_ptr<Task>> Tasks;
  void add(std::unique_ptr<Task> T) {
    std::lock_guard<std::mutex> Hold(Lock);
    Tasks.push(std::move(T));
  }
  std::unique_ptr<Task> next() {
    std::lock_guard<std::mutex> Hold(Lock);
    if (Tasks.empty())
      return nullptr;
    std::unique_ptr<Task> First = std::move(Tasks.front());
    Tasks.pop();
    return First;
  }
  void run() {
    for (;;) {
      std::unique_ptr<Task> T = next();
      if (!T)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
      else if (T->isLast())
        return;
    }
  }
};
struct Sentinel_ok {
  Queue All;
  std::thread Thread{&Queue::run, &All};
  ~Sentinel_ok() {
    All.add(std::make_unique<Last>());
    Thread.join();
  }
};
struct Noted_bad {
  Queue All;
  std::vector<std::string> Log;
  std::thread Thread{&Queue::run, &All};
  ~Noted_bad() {
    Log.push_back("bye");
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: {{.*}}nothing before it asks the thread to stop
    Thread.join();
  }
};

// The thread adds to it as well, and does not look.
struct Both_bad {
  std::mutex Lock;
  std::vector<std::string> Log;
  bool Stop = false;
  void note(std::string Text) {
    std::lock_guard<std::mutex> Hold(Lock);
    Log.push_back(std::move(Text));
  }
  void run() {
    while (!Stop) {
      note("turn");
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
  std::thread Thread{[this] { run(); }};
  ~Both_bad() {
    note("bye");
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: {{.*}}nothing before it asks the thread to stop
    Thread.join();
  }
};
