// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A wait for a condition: who makes it true?
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

// The cleanup itself has, before it drains what is left.
class Queue {
  std::mutex m;
  std::condition_variable ready;
  std::deque<int> items;
  bool closed = false, paused = false;

public:
  bool next(int &i) {
    std::unique_lock lk(m);
    ready.wait(lk, [this] { return closed || !items.empty(); });
    if (items.empty())
      return false;
    i = items.front();
    items.pop_front();
    return true;
  }
  bool nextLoop(int &i) {
    std::unique_lock lk(m);
    while (!closed && items.empty())
      ready.wait(lk);
    return !items.empty();
  }
  void close() {
    {
      std::lock_guard g(m);
      closed = true;
    }
    ready.notify_all();
  }
  void pause() {
    std::lock_guard g(m);
    paused = true;
  }
};
class Drains_ok {
  Queue q;

public:
  ~Drains_ok() {
    q.close();
    for (int i; q.next(i);)
      ;
  }
};
class DrainsLoop_ok {
  Queue q;

public:
  ~DrainsLoop_ok() {
    q.close();
    for (int i; q.nextLoop(i);)
      ;
  }
};
class Drains_bad {
  Queue q;

public:
  ~Drains_bad() {
    q.pause();
    for (int i; q.next(i);) // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}waits for a condition
      ;
  }
};

// Reset to be waited for: that is no fulfilment.
class Answer_bad {
  std::mutex m;
  std::condition_variable cv;
  bool answered = false;

public:
  ~Answer_bad() {
    std::unique_lock lk(m);
    answered = false;
    cv.wait(lk, [this] { return answered; }); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}waits for a condition
  }
};

// A thread says that it is done: a join by hand.
class ByHand {
protected:
  std::atomic<bool> stop{false};
  std::mutex m;
  std::condition_variable done;
  bool running = false;

public:
  void start() {
    running = true;
    std::thread([this] {
      while (!stop)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
      std::lock_guard g(m);
      running = false;
      done.notify_all();
    }).detach();
  }
  void wait() {
    std::unique_lock lk(m);
    done.wait(lk, [this] { return !running; });
  }
};
class Asked_ok : ByHand {
public:
  ~Asked_ok() {
    stop = true;
    wait();
  }
};
class NotAsked_bad : ByHand {
public:
  ~NotAsked_bad() { wait(); } // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}nothing before it asks the thread to stop
};
