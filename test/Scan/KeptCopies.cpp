// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait,cleanup-blocking-call' %s -- -std=c++20 \
// RUN:   | grep -E '^[^ ]+: warning: ' | FileCheck %s --implicit-check-not=warning:
// What a thread is given is copied or moved by who makes the thread. Negated
// and member functions are run like others.
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <unistd.h>

std::mutex m;
struct Copied {
  Copied();
  Copied(const Copied &) { sleep(5); }
  void operator()() const {}
};
struct Moved {
  Moved();
  Moved(Moved &&) { sleep(5); }
  void operator()() const {}
};
void use(const Copied &) {}

void callable_bad(Copied &c) {
  std::lock_guard l(m);
  std::thread t(c);
  // CHECK: :[[@LINE-1]]:{{.*}}warning: 'm' is held
  t.detach();
}
void argument_bad(Copied &c) {
  std::lock_guard l(m);
  std::thread t(use, c);
  // CHECK: :[[@LINE-1]]:{{.*}}warning: 'm' is held
  t.detach();
}
void moved_bad() {
  std::lock_guard l(m);
  std::thread t(Moved{});
  // CHECK: :[[@LINE-1]]:{{.*}}warning: 'm' is held
  t.detach();
}
std::future<void> async_bad(Copied &c) {
  std::lock_guard l(m);
  return std::async(std::launch::async, use, c);
  // CHECK: :[[@LINE-1]]:{{.*}}warning: 'm' is held
}
void referred_ok(Copied &c) {
  std::lock_guard l(m);
  std::thread t(use, std::ref(c));
  t.detach();
}

struct OfMember {
  void stop() { sleep(5); }
  ~OfMember() {
    std::mem_fn(&OfMember::stop)(this);
    // CHECK: :[[@LINE-1]]:{{.*}}warning: destructor
  }
};
struct Negated {
  ~Negated() {
    std::not_fn([] { sleep(5); return true; })();
    // CHECK: :[[@LINE-1]]:{{.*}}warning: destructor
  }
};
