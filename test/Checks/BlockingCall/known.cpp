// Known to be wrong: FN_ is missed, FP_ is false.
// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

// What a queue hands out is not followed to who runs it.
class Tasks {
  std::mutex m;
  std::deque<std::function<void()>> all;
  std::function<void()> next() {
    std::lock_guard l(m);
    auto f = std::move(all.front());
    all.pop_front();
    return f;
  }

public:
  void add(std::function<void()> f) {
    std::lock_guard l(m);
    all.push_back(std::move(f));
  }
  ~Tasks() {
    auto FN_handedOut = next();
    FN_handedOut();
  }
};
void fill(Tasks &t) {
  t.add([] { std::this_thread::sleep_for(std::chrono::seconds(9)); });
}

// 7 ms in all.
struct FP_doubling {
  ~FP_doubling() {
    for (int ms = 1; ms <= 4; ms *= 2)
      std::this_thread::sleep_for(std::chrono::milliseconds(ms)); // CHECK: :[[@LINE]]:{{.*}}with no bound
  }
};

// A template is read only where somebody makes an instance.
template <class T> struct FN_neverMade {
  T t;
  ~FN_neverMade() { sleep(9); }
};

// Nothing stands behind what always ends the process, declared so or not.
static void giveUp() { std::_Exit(1); }
struct BehindTheEnd_ok {
  ~BehindTheEnd_ok() {
    giveUp();
    sleep(9);
  }
};
static void mayGiveUp(bool really) {
  if (really)
    std::_Exit(1);
}
struct BesideTheEnd_bad {
  ~BesideTheEnd_bad() {
    mayGiveUp(false);
    sleep(8); // CHECK: :[[@LINE]]:{{.*}}'BesideTheEnd_bad::~BesideTheEnd_bad' sleeps
  }
};
// A stand-in for what comes back with a result.
static int standIn() { std::_Exit(1); }
struct BehindStandIn_bad {
  ~BehindStandIn_bad() {
    int n = standIn();
    sleep(7 + n); // CHECK: :[[@LINE]]:{{.*}}'BehindStandIn_bad::~BehindStandIn_bad' sleeps
  }
};
