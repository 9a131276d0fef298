// RUN: not %cleanexit check --checks='cleanup-blocking-call,cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Who asks first whether there is something does not wait for it.
#include <condition_variable>
#include <deque>
#include <mutex>

class Queue {
public:
  bool empty() const {
    std::lock_guard<std::mutex> Hold(Lock);
    return Items.empty();
  }
  void push(int Item) {
    std::lock_guard<std::mutex> Hold(Lock);
    Items.push_back(Item);
    Filled.notify_one();
  }
  int pop() {
    std::unique_lock<std::mutex> Hold(Lock);
    while (Items.empty())
      Filled.wait(Hold);
    const int Item = Items.front();
    Items.pop_front();
    return Item;
  }

private:
  mutable std::mutex Lock;
  std::condition_variable Filled;
  std::deque<int> Items;
};
struct Asks_ok {
  Queue Q;
  int Sum = 0;
  ~Asks_ok() {
    while (!Q.empty())
      Sum += Q.pop();
    if (!Q.empty())
      Sum += Q.pop();
  }
};
struct Other_bad {
  Queue Q, R;
  int Sum = 0;
  ~Other_bad() {
    while (!Q.empty())
      // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: destructor 'Other_bad::~Other_bad' waits for a condition
      Sum += R.pop();
  }
};
struct Empty_bad {
  Queue Q;
  int Sum = 0;
  ~Empty_bad() {
    while (Q.empty())
      // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: destructor 'Empty_bad::~Empty_bad' waits for a condition
      Sum += Q.pop();
  }
};
class Desk {
  std::mutex Own;
  Queue Q;
  int Sum = 0;

public:
  int sum() {
    std::lock_guard<std::mutex> Hold(Own);
    return Sum;
  }
  void step_ok() {
    std::lock_guard<std::mutex> Hold(Own);
    while (!Q.empty())
      Sum += Q.pop();
  }
  void step_bad() {
    std::lock_guard<std::mutex> Hold(Own);
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'Own' is held while 'Desk::step_bad' waits for a condition
    Sum += Q.pop();
  }
};

// What waits until it is empty, what others take as well, two for one question.
class Flushed {
  std::mutex Lock;
  std::condition_variable Done;
  std::deque<int> Items;

public:
  bool empty() const { return Items.empty(); }
  void flush() {
    std::unique_lock<std::mutex> Hold(Lock);
    while (!Items.empty())
      Done.wait(Hold);
  }
};
struct Flushes_bad {
  Flushed F;
  ~Flushes_bad() {
    if (!F.empty())
      // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: destructor 'Flushes_bad::~Flushes_bad' waits for a condition
      F.flush();
  }
};
struct Twice_bad {
  Queue Q;
  int Sum = 0;
  ~Twice_bad() {
    if (!Q.empty()) {
      Sum += Q.pop();
      // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: destructor 'Twice_bad::~Twice_bad' waits for a condition
      Sum += Q.pop();
    }
  }
};
