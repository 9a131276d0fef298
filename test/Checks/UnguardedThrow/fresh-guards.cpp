// RUN: not %cleanexit check --checks=cleanup-unguarded-throw %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A guard that has just been given a mutex has one, and has not locked it yet.
#include <mutex>
#include <stdexcept>

template <class Mutex> class Hold {
  Mutex *mutex_ = nullptr;
  bool owns_ = false;
  void check() const {
    if (!mutex_)
      throw std::logic_error("no mutex");
    if (owns_)
      throw std::logic_error("locked already");
  }

public:
  Hold() = default;
  explicit Hold(Mutex &mutex) : mutex_(&mutex) { lock(); }
  Hold(const Hold &) = delete;
  ~Hold() {
    if (owns_)
      mutex_->unlock();
  }
  void lock() {
    check();
    mutex_->lock();
    owns_ = true;
  }
};

class Given_ok {
  std::mutex mutex_;
  int ended_ = 0;

public:
  ~Given_ok() {
    Hold<std::mutex> hold(mutex_);
    ++ended_;
  }
};
class None_bad {
  int ended_ = 0;

public:
  ~None_bad() {
    Hold<std::mutex> hold;
    hold.lock(); // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: 'std::logic_error' may leave destructor 'None_bad::~None_bad'
    ++ended_;
  }
};
