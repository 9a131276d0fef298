// RUN: not %cleanexit check %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A lambda that is run at once to make a guard is not what the guard runs; and a
// callable runs at the end only if the destructor runs that one.
#include <functional>
#include <memory>
#include <stdexcept>

class Guard {
  std::function<void()> run_;

public:
  Guard(std::function<void()> f) : run_(f) {}
  Guard(int) {}
  Guard(Guard &&) = default;
  ~Guard() {
    if (run_)
      run_();
  }
};
Guard make(int);
void at_once_ok(int n) {
  Guard g = [&] {
    if (n > 2)
      throw std::runtime_error("too many");
    return make(n);
  }();
}
void at_end_bad(int n) {
  Guard g([&] {
    if (n > 2)
      // CHECK: :[[@LINE+1]]:{{.*}}warning: 'std::runtime_error' may leave scope guard
      throw std::runtime_error("too many");
  });
}

class Connection {
  std::function<void(int)> heard_;
  std::function<void(int)> closed_;

public:
  Connection(int n, std::function<void(int)> h, int most = 3, std::function<void(int)> c = {})
      : heard_(h), closed_(c) {
    if (n > most)
      heard_(n);
  }
  ~Connection() {
    if (closed_)
      closed_(1);
  }
};
struct Hearer_ok {
  std::shared_ptr<Connection> connection;
  void map() {
    connection = std::make_shared<Connection>(1, [](int e) {
      if (e)
        throw std::domain_error("heard");
    });
  }
};
struct Closer_bad {
  std::shared_ptr<Connection> connection;
  void map() {
    connection = std::make_shared<Connection>(1, [](int) {}, 3, [](int e) {
      if (e)
        // CHECK: :[[@LINE+1]]:{{.*}}warning: 'std::logic_error' may leave scope guard
        throw std::logic_error("closed");
    });
  }
};
