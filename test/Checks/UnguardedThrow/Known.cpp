// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Known to be wrong: FN_ is missed, FP_ is false.
#include <exception>
#include <mutex>
#include <stdexcept>
#include <system_error>
#include <thread>

// A library's guard runs unlock() in a destructor that is noexcept.
struct RemoteMutex {
  void lock();
  void unlock() { throw std::runtime_error("gone"); }
};
void FN_guardedByLibrary(RemoteMutex &m) { std::lock_guard l(m); }

// Throws only if there is no place for an error.
inline void removeFile(std::error_code *ec) {
  if (ec)
    *ec = {};
  else
    throw std::runtime_error("cannot remove");
}
struct FP_errorCode {
  ~FP_errorCode() {
    std::error_code ec;
    removeFile(&ec); // CHECK: :[[@LINE]]:{{.*}}'std::runtime_error' may leave
  }
};

// A thread that is only referred to is another one's to join.
struct RefersToThread_ok {
  std::thread &t;
  explicit RefersToThread_ok(std::thread &t) : t(t) {}
};
struct PointsToThread_ok {
  std::thread *t;
  explicit PointsToThread_ok(std::thread *t) : t(t) {}
};
