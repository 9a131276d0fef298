// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What is assigned over in a loop is what was taken out in the turn before.
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <queue>
#include <thread>

struct Worker {
  std::thread thread;
  ~Worker() {
    if (thread.joinable())
      thread.join();
  }
};
using Guard = std::lock_guard<std::mutex>;

struct Copied_bad {
  std::mutex mutex;
  std::list<std::function<void()>> tasks;
  void post(std::function<void()> task) {
    Guard lock(mutex);
    tasks.push_back(std::move(task));
  }
  void run() {
    std::function<void()> next;
    for (;;) {
      {
        Guard lock(mutex);
        if (tasks.empty())
          return;
        next = tasks.front(); // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: 'mutex' is held while 'Copied_bad::run' waits for a thread
        tasks.pop_front();
      }
      next();
    }
  }
};
void use(Copied_bad &of) {
  auto worker = std::make_shared<Worker>();
  of.post([worker] { (void)worker; });
}

struct Moved_bad {
  std::mutex mutex;
  std::queue<std::function<void()>> tasks;
  void post(std::function<void()> task) {
    Guard lock(mutex);
    tasks.push(std::move(task));
  }
  void run() {
    std::function<void()> next;
    while (true) {
      {
        Guard lock(mutex);
        if (tasks.empty())
          return;
        next = std::move(tasks.front()); // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: 'mutex' is held while 'Moved_bad::run' waits for a thread
        tasks.pop();
      }
      next();
    }
  }
};
void use(Moved_bad &of) {
  auto worker = std::make_shared<Worker>();
  of.post([worker] { (void)worker; });
}

struct Emptied_ok {
  std::mutex mutex;
  std::queue<std::function<void()>> tasks;
  void post(std::function<void()> task) {
    Guard lock(mutex);
    tasks.push(std::move(task));
  }
  void run() {
    std::function<void()> next;
    while (true) {
      {
        Guard lock(mutex);
        if (tasks.empty())
          return;
        next = std::move(tasks.front());
        tasks.pop();
      }
      next();
      next = nullptr;
    }
  }
};
void use(Emptied_ok &of) {
  auto worker = std::make_shared<Worker>();
  of.post([worker] { (void)worker; });
}

struct Within_ok {
  std::mutex mutex;
  std::queue<std::function<void()>> tasks;
  void post(std::function<void()> task) {
    Guard lock(mutex);
    tasks.push(std::move(task));
  }
  void run() {
    while (true) {
      std::function<void()> next;
      {
        Guard lock(mutex);
        if (tasks.empty())
          return;
        next = std::move(tasks.front());
        tasks.pop();
      }
      next();
    }
  }
};
void use(Within_ok &of) {
  auto worker = std::make_shared<Worker>();
  of.post([worker] { (void)worker; });
}

struct NoTurn_ok {
  std::mutex mutex;
  std::queue<std::function<void()>> tasks;
  void post(std::function<void()> task) {
    Guard lock(mutex);
    tasks.push(std::move(task));
  }
  void run() {
    std::function<void()> next;
    {
      Guard lock(mutex);
      if (tasks.empty())
        return;
      next = std::move(tasks.front());
      tasks.pop();
    }
    next();
  }
};
void use(NoTurn_ok &of) {
  auto worker = std::make_shared<Worker>();
  of.post([worker] { (void)worker; });
}
