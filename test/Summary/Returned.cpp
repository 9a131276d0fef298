// What a function returns is where its callers have it from.
// RUN: not %cleanexit check %s -- -std=c++17 | FileCheck %s --implicit-check-not=_ok
#include <chrono>
#include <deque>
#include <functional>
#include <thread>

template <class Owner> class Tasks {
  std::deque<std::function<void()>> Kept;

public:
  void add(std::function<void()> Task) { Kept.push_back(std::move(Task)); }
  std::function<void()> next() {
    if (Kept.empty())
      return nullptr;
    auto Task = std::move(Kept.front());
    Kept.pop_front();
    return Task;
  }
  void drain() {
    while (auto Task = next())
      Task();
  }
};

class Reports_bad {
  Tasks<Reports_bad> Open;
  static void send() { std::this_thread::sleep_for(std::chrono::seconds(3)); }

public:
  void report() {
    Open.add([] { send(); });
  }
  ~Reports_bad() { Open.drain(); }
  // CHECK: [[#@LINE-1]]:20: warning: destructor 'Reports_bad::~Reports_bad' sleeps
  // CHECK: note: 'Tasks<Reports_bad>::drain' runs the lambda in Reports_bad::report here
};

class Counts_ok {
  Tasks<Counts_ok> Open;
  int Number = 0;

public:
  void report() {
    Open.add([this] { ++Number; });
  }
  ~Counts_ok() { Open.drain(); }
};

class Lengths {
  bool Slow = false;
  static int brief_ok() { return 5; }
  int some() const {
    if (Slow)
      return 400;
    return 3;
  }
  friend struct Brief_ok;
  friend struct Some_bad;
};
struct Brief_ok {
  ~Brief_ok() {
    std::this_thread::sleep_for(std::chrono::milliseconds(Lengths::brief_ok()));
  }
};
struct Some_bad {
  Lengths L;
  ~Some_bad() {
    std::this_thread::sleep_for(std::chrono::milliseconds(L.some()));
    // CHECK: [[#@LINE-1]]:5: warning: destructor 'Some_bad::~Some_bad' sleeps {{.*}} for up to 400 ms
  }
};
