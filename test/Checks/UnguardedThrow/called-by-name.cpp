// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A function that some guard runs is the others' as well who call it by its name.
#include <cerrno>
#include <functional>
#include <stdexcept>
#include <unistd.h>

void closeFile(int Fd) {
  if (close(Fd) == -1)
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave scope guard 'closeFile'
    throw std::runtime_error("close");
}
struct Guard {
  std::function<void()> Body;
  explicit Guard(std::function<void()> B) : Body(std::move(B)) {}
  ~Guard() { Body(); }
};
struct File_bad {
  int Fd;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave destructor 'File_bad::~File_bad'
  ~File_bad() { closeFile(Fd); }
};
struct File_ok {
  int Fd;
  ~File_ok() {
    try {
      closeFile(Fd);
    } catch (const std::runtime_error &) {
    }
  }
};
void start_bad() { Guard G(std::bind(closeFile, 3)); }
