// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A helper runs the lambda that it is given, which takes the lock that is held; or it
// releases that lock first, or keeps the lambda for later.
#include <functional>
#include <mutex>

class Client {
  std::mutex mutex_;
  int count_ = 0;
  std::function<bool(int)> kept_;

  bool with(const std::function<bool(int)> &talk) { return talk(3); }
  bool withUnlocked(std::unique_lock<std::mutex> &lock,
                    const std::function<bool(int)> &talk) {
    lock.unlock();
    const bool is = talk(3);
    lock.lock();
    return is;
  }
  void later(std::function<bool(int)> talk) { kept_ = std::move(talk); }
  bool process(int fd) {
    std::lock_guard<std::mutex> guard(mutex_);
    return fd > count_;
  }
  bool ask() {
    return with([&](int fd) { return process(fd); });
  }

public:
  bool here_bad() {
    std::lock_guard<std::mutex> guard(mutex_);
    return with([&](int fd) { return process(fd); }); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: deadlock: 'mutex_'
  }
  bool below_bad() {
    std::lock_guard<std::mutex> guard(mutex_);
    return ask(); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: deadlock: 'mutex_'
  }
  bool unlocked_ok() {
    std::unique_lock<std::mutex> lock(mutex_);
    return withUnlocked(lock, [&](int fd) { return process(fd); });
  }
  void kept_ok() {
    std::lock_guard<std::mutex> guard(mutex_);
    later([&](int fd) { return process(fd); });
  }
  bool other_ok() {
    std::lock_guard<std::mutex> guard(mutex_);
    return with([&](int fd) { return fd > count_; });
  }
};
