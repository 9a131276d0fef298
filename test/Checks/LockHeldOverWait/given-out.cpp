// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A part that keeps callbacks, and that a method gives to whoever wants it.
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

class Signal {
  std::vector<std::function<void(int)>> slots_;

public:
  void connect(std::function<void(int)> slot) { slots_.push_back(std::move(slot)); }
  void emit(int value) {
    for (auto &slot : slots_)
      slot(value);
  }
};
class Sensor_bad {
  std::mutex mutex_;
  int value_ = 0;
  Signal changed_;

public:
  Signal &changed() { return changed_; }
  int value() {
    std::lock_guard<std::mutex> held(mutex_);
    return value_;
  }
  void update(int value) {
    std::lock_guard<std::mutex> held(mutex_);
    value_ = value;
    // CHECK: [[@LINE+1]]:5: warning: 'mutex_' is held while 'Sensor_bad::update' runs code that others have chosen; deadlock if that calls back into the object
    changed_.emit(value);
  }
};
class Sensor_ok {
  std::mutex mutex_;
  int value_ = 0;
  Signal changed_;

public:
  Signal &changed() { return changed_; }
  int value() {
    std::lock_guard<std::mutex> held(mutex_);
    return value_;
  }
  void update(int value) {
    {
      std::lock_guard<std::mutex> held(mutex_);
      value_ = value;
    }
    changed_.emit(value);
  }
};
// Nobody gets at it.
class Inner_ok {
  std::mutex mutex_;
  int value_ = 0;
  Signal changed_;

public:
  int value() {
    std::lock_guard<std::mutex> held(mutex_);
    return value_;
  }
  void update(int value) {
    std::lock_guard<std::mutex> held(mutex_);
    value_ = value;
    changed_.emit(value);
  }
};
// Nobody can add to what is only looked at, or to a copy.
class Looked_ok {
  std::mutex mutex_;
  int value_ = 0;
  Signal changed_;

public:
  const Signal &changed() const { return changed_; }
  Signal copy() { return changed_; }
  int value() {
    std::lock_guard<std::mutex> held(mutex_);
    return value_;
  }
  void update(int value) {
    std::lock_guard<std::mutex> held(mutex_);
    value_ = value;
    changed_.emit(value);
  }
};
