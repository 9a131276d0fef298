// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A lambda asks the object that runs it under its lock.
#include <functional>
#include <mutex>
#include <string>

class Store {
  std::mutex m_;
  std::string name_;

public:
  void rotate_bad(const std::function<void(const std::string &)> &f) {
    std::lock_guard l(m_);
    f(name_); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'm_'{{.*}}by the callback
  }
  void rename_ok(const std::function<void(const std::string &)> &f) {
    std::lock_guard l(m_);
    f(name_);
  }
  size_t size() {
    std::lock_guard l(m_);
    return name_.size();
  }
};
class Cache {
  Store &store_, &other_;
  size_t seen_ = 0;
  void look() { seen_ += store_.size(); }

public:
  Cache(Store &a, Store &b) : store_(a), other_(b) {}
  void rotate() {
    store_.rotate_bad([&](const std::string &) { look(); });
  }
  void rename() {
    other_.rename_ok([&](const std::string &) { look(); });
  }
};

// A template that runs anything under its lock: what it was given goes wrong.
#include <memory>
class Handle {
  std::mutex m_;
  int fd_ = -1;

public:
  ~Handle() { close(); }
  void close() {
    std::lock_guard l(m_);
    fd_ = -1;
  }
  template <class F> void locked(F &&f) {
    std::lock_guard l(m_);
    f(fd_);
  }
};
class Port {
  std::shared_ptr<Handle> handle_, other_;

public:
  void bind() {
    handle_->locked([&](int fd) {
      if (fd < 0)
        handle_.reset(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'm_'{{.*}}by the callback
    });
  }
  void release_ok() {
    handle_->locked([&](int fd) {
      if (fd < 0)
        other_.reset();
    });
  }
};
