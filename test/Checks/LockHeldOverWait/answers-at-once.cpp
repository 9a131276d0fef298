// RUN: not %cleanexit check %s -- -std=c++20 \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// What is started under a lock is handed a callback, and calls it before it
// returns: the callback takes the lock.
#include <functional>
#include <map>
#include <mutex>
#include <string>

using Done = std::function<void(int)>;

class Table_bad {
  std::mutex mutex_;
  std::map<std::string, int> open_;

public:
  void ask(const std::string &key, const std::function<void(Done)> &start) {
    std::lock_guard<std::mutex> lock(mutex_);
    open_[key] = 0;
    start([this, key](int) {
      close(key);
      // CHECK: :[[@LINE-2]]:{{.*}} warning: deadlock: 'mutex_'
    });
  }
  void close(const std::string &key) {
    std::lock_guard<std::mutex> lock(mutex_);
    open_.erase(key);
  }
};
class Cached_bad {
  Table_bad table_;
  int answer_ = 3;

public:
  void get(const std::string &key) {
    table_.ask(key, [this](Done done) { done(answer_); });
  }
};

// One that keeps it for later.
class Table_ok {
  std::mutex mutex_;
  std::map<std::string, int> open_;

public:
  void ask(const std::string &key, const std::function<void(Done)> &start) {
    std::lock_guard<std::mutex> lock(mutex_);
    open_[key] = 0;
    start([this, key](int) { close(key); });
  }
  void close(const std::string &key) {
    std::lock_guard<std::mutex> lock(mutex_);
    open_.erase(key);
  }
};
class Kept_ok {
  Table_ok table_;
  Done waiting_;

public:
  void get(const std::string &key) {
    table_.ask(key, [this](Done done) { waiting_ = done; });
  }
};

// Outside the lock.
class Outside_ok {
  std::mutex mutex_;
  std::map<std::string, int> open_;

public:
  void ask(const std::string &key, const std::function<void(Done)> &start) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      open_[key] = 0;
    }
    start([this, key](int) { close(key); });
  }
  void close(const std::string &key) {
    std::lock_guard<std::mutex> lock(mutex_);
    open_.erase(key);
  }
};
class AtOnce_ok {
  Outside_ok table_;

public:
  void get(const std::string &key) {
    table_.ask(key, [](Done done) { done(0); });
  }
};

// What a member keeps, of the same class.
class Member_bad {
  std::mutex mutex_;
  int sum_ = 0;
  std::function<void(Done)> start_ = [](Done done) { done(1); };

public:
  void run() {
    std::lock_guard<std::mutex> lock(mutex_);
    start_([this](int n) {
      add(n);
      // CHECK: :[[@LINE-2]]:{{.*}} warning: deadlock: 'mutex_'
    });
  }
  void add(int n) {
    std::lock_guard<std::mutex> lock(mutex_);
    sum_ += n;
  }
};
