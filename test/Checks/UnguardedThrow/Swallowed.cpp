// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What a destructor keeps is run by a helper, which lets nothing out, or something.
#include <exception>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

bool removed(const std::string &path);
void said(const char *what);

template <class Action> bool swallow(Action &&action) noexcept {
  try {
    action();
    return true;
  } catch (const std::exception &e) {
    said(e.what());
  } catch (...) {
    said("unknown");
  }
  return false;
}
template <class Action> bool pass(Action &&action) {
  try {
    action();
    return true;
  } catch (const std::logic_error &e) {
    said(e.what());
  }
  return false;
}

class Transaction_ok {
  std::vector<std::function<void()>> undo_;

public:
  ~Transaction_ok() {
    while (!undo_.empty()) {
      swallow(undo_.back());
      undo_.pop_back();
    }
  }
  void install(const std::string &to) {
    undo_.push_back([to] {
      if (!removed(to))
        throw std::runtime_error("vanished: " + to);
    });
  }
};

class Partly_bad {
  std::vector<std::function<void()>> steps_;

public:
  ~Partly_bad() {
    while (!steps_.empty()) {
      pass(steps_.back()); // CHECK: :[[@LINE]]:{{.*}}warning: 'std::runtime_error' may leave destructor 'Partly_bad::~Partly_bad'
      steps_.pop_back();
    }
  }
  void add(const std::string &to) {
    steps_.push_back([to] {
      if (!removed(to))
        throw std::runtime_error("vanished: " + to);
    });
  }
};
