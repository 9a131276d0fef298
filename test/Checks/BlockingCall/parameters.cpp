// What a cleanup hands over decides what is done: a flag that a wait stands
// under, and options that say not to wait.
// RUN: %cleanexit check %s -- -std=c++20 > %t || true
// RUN: FileCheck %s < %t
#include <condition_variable>
#include <mutex>
#include <sys/wait.h>
#include <thread>

struct Task {
  std::mutex m;
  std::condition_variable cv;
  bool idle = false;
  void stop(bool wait) {
    std::unique_lock<std::mutex> l(m);
    if (wait)
      cv.wait(l, [this] { return idle; });
  }
  void leave(bool now) {
    if (now)
      return;
    std::unique_lock<std::mutex> l(m);
    cv.wait(l, [this] { return idle; });
  }
  void end(bool wait) { stop(wait); }
};

// CHECK: :[[#@LINE+1]]:{{.*}}'True_bad::~True_bad' waits for a condition
struct True_bad { Task t; ~True_bad() { t.stop(true); } };
// CHECK: :[[#@LINE+1]]:{{.*}}'Leaves_bad::~Leaves_bad' waits for a condition
struct Leaves_bad { Task t; ~Leaves_bad() { t.leave(false); } };
// CHECK: :[[#@LINE+1]]:{{.*}}'Passed_bad::~Passed_bad' waits for a condition
struct Passed_bad { Task t; ~Passed_bad() { t.end(true); } };
// CHECK: :[[#@LINE+1]]:{{.*}}'NotKnown_bad::~NotKnown_bad' waits for a condition
struct NotKnown_bad { Task t; bool wait; ~NotKnown_bad() { t.stop(wait); } };

// CHECK-NOT: _ok
struct False_ok { Task t; ~False_ok() { t.stop(false); } };
struct Leaves_ok { Task t; ~Leaves_ok() { t.leave(true); } };
struct Passed_ok { Task t; ~Passed_ok() { t.end(false); } };

enum class Stop { Abandon, Drain };
struct Queue {
  Task t;
  void stop(Stop how) {
    if (how == Stop::Drain)
      t.stop(true);
  }
};
// CHECK: :[[#@LINE+1]]:{{.*}}'Drains_bad::~Drains_bad' waits for a condition
struct Drains_bad { Queue q; ~Drains_bad() { q.stop(Stop::Drain); } };
// CHECK-NOT: _ok
struct Abandons_ok { Queue q; ~Abandons_ok() { q.stop(Stop::Abandon); } };

// A parameter that is set anew is not what was handed over.
struct Changed {
  Task t;
  void stop(bool wait) {
    if (!t.idle)
      wait = true;
    if (wait)
      t.stop(true);
  }
};
// CHECK: :[[#@LINE+1]]:{{.*}}'Changed_bad::~Changed_bad' waits for a condition
struct Changed_bad { Changed c; ~Changed_bad() { c.stop(false); } };

static int reap(pid_t p, int options) { return ::waitpid(p, nullptr, options); }
// CHECK: :[[#@LINE+1]]:{{.*}}'Reaps_bad::~Reaps_bad' waits for a process
struct Reaps_bad { pid_t p = 0; ~Reaps_bad() { reap(p, 0); } };
// CHECK-NOT: _ok
struct Reaps_ok { pid_t p = 0; ~Reaps_ok() { reap(p, WNOHANG); } };
// CHECK-NOT: warning:
