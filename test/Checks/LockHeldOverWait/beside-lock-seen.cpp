// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// All callbacks are seen, and one of them comes to the lock of such a struct.
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

class Done {
  std::mutex mutex_;
  std::vector<std::function<void(bool)>> callbacks_;

public:
  void then(std::function<void(bool)> callback) {
    std::lock_guard<std::mutex> held(mutex_);
    callbacks_.push_back(std::move(callback));
  }
  void finish(bool ok) {
    std::vector<std::function<void(bool)>> callbacks;
    {
      std::lock_guard<std::mutex> held(mutex_);
      callbacks.swap(callbacks_);
    }
    for (auto &callback : callbacks)
      callback(ok);
  }
};
struct Parts {
  std::mutex mutex;
  int left = 0;
  Done done;
};
class Writes {
  std::shared_ptr<Parts> parts_;

public:
  ~Writes() {
    std::lock_guard<std::mutex> held(parts_->mutex);
    parts_->left = 0;
  }
  Done &done() { return parts_->done; }
  friend void wrote_bad(const std::shared_ptr<Parts> &parts);
};
void wrote_bad(const std::shared_ptr<Parts> &parts) {
  std::lock_guard<std::mutex> held(parts->mutex);
  if (--parts->left == 0)
    // CHECK: [[@LINE+1]]:5: warning: deadlock: 'mutex' of an argument, which is held here, is taken again by the callback the lambda in write and is not recursive
    parts->done.finish(true);
}
void wrote_ok(const std::shared_ptr<Parts> &parts) {
  {
    std::lock_guard<std::mutex> held(parts->mutex);
    if (--parts->left)
      return;
  }
  parts->done.finish(true);
}
void write() {
  auto last = std::make_shared<Writes>();
  Done &done = last->done();
  done.then([last](bool) mutable { last.reset(); });
}
