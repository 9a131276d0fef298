// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Who puts a mark into a queue, for others to wait for, does not wait for it.
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

struct Entry {
  Entry *older = nullptr;
};

class Queue {
  Entry stalled_, other_;
  std::atomic<Entry *> newest_{nullptr};

  void link(Entry *e, std::atomic<Entry *> *newest) {
    Entry *last = newest->load();
    while (true) {
      if (last == &stalled_) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        last = newest->load();
        continue;
      }
      e->older = last;
      if (newest->compare_exchange_strong(last, e))
        return;
    }
  }

  // Asks for the mark, and puts nothing there.
  void pass(Entry *e, std::atomic<Entry *> *newest) {
    Entry *last = newest->load();
    while (last == &stalled_) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      last = newest->load();
    }
    e->older = last;
  }

public:
  void stall() { link(&stalled_, &newest_); }
  void join(Entry *e) { link(e, &newest_); }
  void joinOther() { link(&other_, &newest_); }
  void passMark() { pass(&stalled_, &newest_); }
  void goOn() { newest_ = stalled_.older; }
};

struct Stalls {
  std::mutex m_;
  Queue queue_;
  int count_ = 0;
  void stall_ok() {
    std::lock_guard<std::mutex> l(m_);
    queue_.stall();
  }
  void add() {
    std::lock_guard<std::mutex> l(m_);
    ++count_;
  }
};

struct Joins {
  std::mutex m_;
  Queue queue_;
  int count_ = 0;
  void join_bad(Entry *e) {
    std::lock_guard<std::mutex> l(m_);
    // CHECK: :[[@LINE+1]]:{{.*}}warning: 'm_' is held while 'Joins::join_bad' sleeps
    queue_.join(e);
  }
  void add() {
    std::lock_guard<std::mutex> l(m_);
    ++count_;
  }
};

struct JoinsOther {
  std::mutex m_;
  Queue queue_;
  int count_ = 0;
  void join_bad() {
    std::lock_guard<std::mutex> l(m_);
    // CHECK: :[[@LINE+1]]:{{.*}}warning: 'm_' is held while 'JoinsOther::join_bad' sleeps
    queue_.joinOther();
  }
  void add() {
    std::lock_guard<std::mutex> l(m_);
    ++count_;
  }
};

struct Passes {
  std::mutex m_;
  Queue queue_;
  int count_ = 0;
  void pass_bad() {
    std::lock_guard<std::mutex> l(m_);
    // CHECK: :[[@LINE+1]]:{{.*}}warning: 'm_' is held while 'Passes::pass_bad' sleeps
    queue_.passMark();
  }
  void add() {
    std::lock_guard<std::mutex> l(m_);
    ++count_;
  }
};

// Others may have put it there before.
class Gate {
  Entry closed_;
  std::atomic<Entry *> newest_{nullptr};
  void put(Entry *e, std::atomic<Entry *> *newest) {
    Entry *last = newest->load();
    while (true) {
      if (last == &closed_) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        last = newest->load();
        continue;
      }
      if (newest->compare_exchange_strong(last, e))
        return;
    }
  }

public:
  void close() { newest_ = &closed_; }
  void closeAgain() { put(&closed_, &newest_); }
  void open() { newest_ = nullptr; }
};
struct Gates {
  std::mutex m_;
  Gate gate_;
  int count_ = 0;
  void close_bad() {
    std::lock_guard<std::mutex> l(m_);
    // CHECK: :[[@LINE+1]]:{{.*}}warning: 'm_' is held while 'Gates::close_bad' sleeps
    gate_.closeAgain();
  }
  void add() {
    std::lock_guard<std::mutex> l(m_);
    ++count_;
  }
};

int main() {
  static Stalls stalls;
  static Joins joins;
  static JoinsOther others;
  static Passes passes;
  static Gates gates;
  gates.close_bad();
  gates.add();
  gates.gate_.close();
  gates.gate_.open();
  Entry e;
  stalls.stall_ok();
  joins.join_bad(&e);
  others.join_bad();
  passes.pass_bad();
  joins.queue_.goOn();
  for (int i = 0; i != 3; ++i) {
    stalls.add();
    joins.add();
    others.add();
    passes.add();
  }
}
