// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A thread that sets back, when it begins, what ends it.
#include <atomic>
#include <mutex>
#include <thread>
bool work();

struct Itself_bad {
  std::atomic<bool> running{false};
  std::thread thread;
  void start() {
    thread = std::thread([this] { run(); });
  }
  void run() {
    running = true;
    while (running)
      work();
  }
  ~Itself_bad() {
    running = false;
    if (thread.joinable())
      thread.join(); // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: {{.*}}and the thread sets 'running' back when it begins
  }
};
struct Loop {
  std::mutex mutex;
  bool isRunning = false;
  void run() {
    std::lock_guard<std::mutex> lock(mutex);
    isRunning = true;
    while (isRunning)
      work();
  }
  void quit() { isRunning = false; }
};
struct Below_bad {
  Loop loop;
  std::thread thread{[this] { loop.run(); }};
  ~Below_bad() {
    loop.quit();
    thread.join(); // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: {{.*}}and the thread sets 'isRunning' back when it begins
  }
};
struct ByStarter_ok {
  std::atomic<bool> running{false};
  std::thread thread;
  void start() {
    running = true;
    thread = std::thread([this] { run(); });
  }
  void run() {
    while (running)
      work();
  }
  ~ByStarter_ok() {
    running = false;
    if (thread.joinable())
      thread.join();
  }
};
struct Awaited_ok {
  std::atomic<bool> running{false};
  std::thread thread;
  void start() {
    thread = std::thread([this] { run(); });
    while (!running)
      std::this_thread::yield();
  }
  void run() {
    running = true;
    while (running)
      work();
  }
  ~Awaited_ok() {
    running = false;
    if (thread.joinable())
      thread.join();
  }
};
// Only if there is something to do.
struct Other_ok {
  std::atomic<bool> stop{false}, running{false};
  std::thread thread;
  void start() {
    thread = std::thread([this] { run(); });
  }
  void run() {
    running = true;
    while (!stop)
      work();
    running = false;
  }
  ~Other_ok() {
    stop = true;
    if (thread.joinable())
      thread.join();
  }
};
