// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// A lock of the project's own that throws does so in the library's guards, too.

#include <chrono>
#include <mutex>
#include <shared_mutex>
#include <stdexcept>

class Checked {
public:
  void lock() {
    if (!M.try_lock_for(std::chrono::milliseconds(1)))
      throw std::runtime_error("potential deadlock");
  }
  void unlock() { M.unlock(); }

private:
  std::timed_mutex M;
};
class Quiet {
public:
  void lock() noexcept { M.lock(); }
  void unlock() noexcept { M.unlock(); }

private:
  std::mutex M;
};

struct Client_bad {
  Checked M;
  int Open = 0;
  ~Client_bad() {
    close(); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave destructor 'Client_bad::~Client_bad'
  }
  void close() {
    std::lock_guard<Checked> Guard(M);
    Open = 0;
  }
};
struct Scoped_bad {
  Checked M;
  Quiet Other;
  int Open = 0;
  ~Scoped_bad() {
    std::scoped_lock<Quiet, Checked> Guard(Other, M); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave destructor 'Scoped_bad::~Scoped_bad'
    Open = 0;
  }
};
struct Plain_ok {
  std::mutex M;
  int Open = 0;
  ~Plain_ok() {
    std::lock_guard<std::mutex> Guard(M);
    Open = 0;
  }
};
struct Quiet_ok {
  Quiet M;
  int Open = 0;
  ~Quiet_ok() {
    std::lock_guard<Quiet> Guard(M);
    Open = 0;
  }
};
struct Caught_ok {
  Checked M;
  int Open = 0;
  ~Caught_ok() {
    try {
      std::lock_guard<Checked> Guard(M);
      Open = 0;
    } catch (const std::exception &) {
    }
  }
};
struct Deferred_ok {
  Checked M;
  ~Deferred_ok() { std::unique_lock<Checked> Guard(M, std::defer_lock); }
};
