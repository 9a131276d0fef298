// RUN: split-file %s %t
// RUN: %cleanexit models --check %t/team.yaml
// RUN: not %cleanexit check --models=%t/team.yaml %t/a.cpp -- -std=c++20 > %t/out
// RUN: grep -E '^[^ ]+: warning: ' %t/out | FileCheck %s --implicit-check-not=warning:
// A library of one's own tells which thread it is that calls.

//--- team.yaml
library: team
functions:
  - name: team::me
    gives_thread: true

//--- a.cpp
#include <condition_variable>
#include <functional>
#include <mutex>

namespace team { int me(); int weather(); }
class Loop {
  int thread;

public:
  bool isInside() const { return team::me() == thread; }
  bool isSunny() const { return team::weather() == thread; }
  void post(std::function<void()>);
};
class Call {
  Loop &loop;
  const std::function<void()> f;
  std::mutex mutex;
  std::condition_variable cond;
  bool done = false;

public:
  Call(Loop &l, std::function<void()> &&f) : loop(l), f(std::move(f)) {}
  void run() {
    loop.post([this] {
      f();
      std::lock_guard<std::mutex> lock(mutex);
      done = true;
      cond.notify_one();
    });
    std::unique_lock<std::mutex> lock(mutex);
    cond.wait(lock, [this] { return done; });
  }
};
void callIn(Loop &loop, std::function<void()> f) {
  if (loop.isInside())
    return f();
  Call(loop, std::move(f)).run();
}
void callIfSunny(Loop &loop, std::function<void()> f) {
  if (loop.isSunny())
    return f();
  Call(loop, std::move(f)).run();
}
struct Inside_ok {
  Loop &loop;
  void stop();
  ~Inside_ok() { callIn(loop, [this] { stop(); }); }
};
struct Sunny_bad {
  Loop &loop;
  void stop();
  ~Sunny_bad() { callIfSunny(loop, [this] { stop(); }); }
};
// CHECK: warning: destructor 'Sunny_bad::~Sunny_bad' waits for a condition
