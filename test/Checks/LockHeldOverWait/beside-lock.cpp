// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A struct has a lock, and a part of it keeps callbacks: they are run under that
// lock, which the methods of its users take.
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
struct Upload {
  std::mutex mutex;
  int parts = 0;
  Done done;
};
class Stream {
  std::shared_ptr<Upload> state_;

public:
  void begin() {
    std::lock_guard<std::mutex> held(state_->mutex);
    ++state_->parts;
  }
  Done &done() { return state_->done; }
  static void ended_bad(const std::shared_ptr<Upload> &state, bool ok) {
    std::unique_lock<std::mutex> held(state->mutex);
    if (--state->parts == 0)
      // CHECK: [[@LINE+1]]:7: warning: 'mutex' of an argument is held while 'Stream::ended_bad' runs code that others have chosen; deadlock if that calls back into the object
      state->done.finish(ok);
  }
  static void ended_ok(const std::shared_ptr<Upload> &state, bool ok) {
    std::unique_lock<std::mutex> held(state->mutex);
    if (--state->parts)
      return;
    held.unlock();
    state->done.finish(ok);
  }
  // Another's callbacks.
  static void told_ok(const std::shared_ptr<Upload> &state, Done &other) {
    std::unique_lock<std::mutex> held(state->mutex);
    ++state->parts;
    other.finish(true);
  }
};

// Nobody takes the lock of such a struct but who runs the callbacks.
struct Alone {
  std::mutex mutex;
  Done done;
};
void ended_ok(Alone &state) {
  std::unique_lock<std::mutex> held(state.mutex);
  state.done.finish(true);
}
