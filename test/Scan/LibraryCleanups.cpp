// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What ends something is a library's own function: it is said where that is named.
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <pthread.h>
#include <thread>
#include <unistd.h>

void unique_bad() {
  std::unique_ptr<FILE, decltype(&pclose)> p(popen("x", "r"), pclose);
  // CHECK: :[[@LINE-1]]:{{.*}}deleter waits for a process ('pclose')
}
void unique_ok() { std::unique_ptr<FILE, decltype(&fclose)> p(fopen("x", "r"), fclose); }
void shared_bad() {
  std::shared_ptr<FILE> p(popen("x", "r"), pclose);
  // CHECK: :[[@LINE-1]]:{{.*}}deleter waits for a process
}
class Guard {
  std::function<void()> f;

public:
  explicit Guard(std::function<void()> f) : f(std::move(f)) {}
  ~Guard() { f(); }
};
void named_bad() {
  Guard g(sync);
  // CHECK: :[[@LINE-1]]:{{.*}}scope guard waits for the storage device
}
void bound_bad(std::thread &t) {
  Guard g(std::bind(&std::thread::join, &t));
  // CHECK: :[[@LINE-1]]:{{.*}}scope guard waits for a thread to end
}
void exits_bad() {
  atexit(sync);
  // CHECK: :[[@LINE-1]]:{{.*}}exit handler {{.*}}waits for the storage device
}
