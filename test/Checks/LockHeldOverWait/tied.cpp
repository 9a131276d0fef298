// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A lock that is given back with something else.
#include <mutex>
#include <tuple>
#include <unistd.h>
struct Pool {
  std::mutex m;
  std::pair<std::unique_lock<std::mutex>, int> take() { return {std::unique_lock<std::mutex>(m), 1}; }
  void held_bad() {
    std::unique_lock<std::mutex> lock;
    int number;
    std::tie(lock, number) = take();
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}'m' is held while 'Pool::held_bad' sleeps
  }
  void ignored_bad() {
    std::unique_lock<std::mutex> lock;
    std::tie(lock, std::ignore) = take();
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}'m' is held while 'Pool::ignored_bad' sleeps
  }
  void released_ok() {
    std::unique_lock<std::mutex> lock;
    int number;
    std::tie(lock, number) = take();
    lock.unlock();
    sleep(1);
  }
};
