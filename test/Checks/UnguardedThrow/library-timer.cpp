// RUN: split-file --leading-lines %s %t
// RUN: not %cleanexit check %t/a.cpp -- -std=c++20 -isystem %t > %t.out
// RUN: grep -E '^[^ ]+: warning: ' %t.out | FileCheck %s --implicit-check-not=warning:
// A library's timer runs at its end, somewhere below, what it has been given.
// Who has such a timer runs at its own end nothing that it has itself.
//--- timer.h
#include <functional>
namespace lib {
struct operation {
  using function = void (*)(void *, operation *, int);
  function func_;
  explicit operation(function f) : func_(f) {}
  void destroy() { func_(nullptr, this, 0); }
};
struct queue {
  operation *front_ = nullptr;
  ~queue() {
    if (front_)
      front_->destroy();
  }
};
struct timer_data {
  queue ops_;
};
class timer {
  timer_data data_;

public:
  ~timer() {}
  void add(operation *o) { data_.ops_.front_ = o; }
};
// This one is a guard itself.
template <class F> class at_end {
  F f_;

public:
  explicit at_end(F f) : f_(f) {}
  ~at_end() { f_(); }
};
} // namespace lib
//--- a.cpp
#include <memory>
#include <stdexcept>
#include <timer.h>
void work(int);
[[noreturn]] void fail() { throw std::runtime_error("failed"); }

class Connection_ok {
  std::function<void(int)> handler_;
  lib::timer timer_;

public:
  explicit Connection_ok(std::function<void(int)> f); // elsewhere
  ~Connection_ok() { work(1); }
  void answer() { handler_(2); }
};
std::shared_ptr<Connection_ok> ask() {
  return std::make_shared<Connection_ok>([](int error) {
    if (error)
      fail();
  });
}

void leave_bad(bool failed) {
  lib::at_end guard([&] {
    if (failed)
      // CHECK: a.cpp:[[@LINE+1]]:{{.*}}warning: 'std::runtime_error' may leave scope guard
      fail();
  });
  work(2);
}
