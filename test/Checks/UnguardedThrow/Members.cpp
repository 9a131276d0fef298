// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Threads of objects: started by a factory; joined unless they are done.
#include <atomic>
#include <memory>
#include <thread>

void work();

class Made_bad {
public:
  static std::unique_ptr<Made_bad> create() {
    auto p = std::unique_ptr<Made_bad>(new Made_bad());
    p->thread = std::thread(&Made_bad::run, p.get());
    return p;
  }
  ~Made_bad() {} // CHECK: :[[@LINE]]:{{.*}}warning: the thread in 'thread'

private:
  Made_bad() {}
  void run() { work(); }
  std::thread thread;
};
class Made_ok {
public:
  static std::unique_ptr<Made_ok> create() {
    auto p = std::unique_ptr<Made_ok>(new Made_ok());
    p->thread = std::thread(&Made_ok::run, p.get());
    return p;
  }
  ~Made_ok() { thread.join(); }

private:
  Made_ok() {}
  void run() { work(); }
  std::thread thread;
};
class UnlessDone_bad {
  std::atomic<bool> done{false};
  std::thread t;

public:
  UnlessDone_bad() : t([this] { work(); done = true; }) {}
  ~UnlessDone_bad() { // CHECK: :[[@LINE]]:{{.*}}warning: the thread in 't' is not joined when it has set 'done'
    if (!done)
      t.join();
  }
};
class IfRunning_ok {
  std::atomic<bool> running{false};
  std::thread t;

public:
  void start() {
    running = true;
    t = std::thread([this] { while (running) work(); });
  }
  ~IfRunning_ok() {
    if (running) {
      running = false;
      t.join();
    }
  }
};
class Both_ok {
  std::atomic<bool> done{false};
  std::thread t;

public:
  Both_ok() : t([this] { work(); done = true; }) {}
  ~Both_ok() {
    if (!done)
      t.join();
    else
      t.detach();
  }
};
