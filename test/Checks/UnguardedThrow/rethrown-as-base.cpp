// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A handler of a base's type that throws on what it has handled.
#include <cstdio>
#include <stdexcept>
bool sent();

struct Logs_bad {
  void check() {
    if (!sent())
      throw std::runtime_error("cannot send");
  }
  ~Logs_bad() {
    try {
      check();
    } catch (const std::exception &error) {
      std::fprintf(stderr, "%s", error.what());
      throw; // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave destructor 'Logs_bad::~Logs_bad'
    }
  }
};
struct Logs_ok {
  void check() {
    if (!sent())
      throw std::runtime_error("cannot send");
  }
  ~Logs_ok() {
    try {
      check();
    } catch (const std::exception &error) {
      std::fprintf(stderr, "%s", error.what());
    }
  }
};
