// RUN: not %cleanexit check %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// RUN: not %cleanexit check --option=cleanup-blocking-call.Strict=true %s -- -std=c++20 > %t.strict
// RUN: FileCheck %s --check-prefix=STRICT < %t.strict
// What is given to a loop is run at once in the loop's thread, and awaited in others.
#include <condition_variable>
#include <functional>
#include <mutex>
#include <pthread.h>
#include <thread>

class Loop {
  pthread_t thread;
  std::thread::id id;

public:
  bool isInside() const { return pthread_equal(thread, pthread_self()); }
  bool isMine() const { return std::this_thread::get_id() == id; }
  bool isAlive() const;
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

void callIn(Loop &loop, std::function<void()> &&f) {
  if (!loop.isAlive() || loop.isInside()) {
    f();
  } else {
    Call call(loop, std::move(f));
    call.run();
  }
}

void callAt(Loop &loop, std::function<void()> f) {
  if (loop.isMine())
    return f();
  Call(loop, std::move(f)).run();
}

void callAway(Loop &loop, std::function<void()> f) { Call(loop, std::move(f)).run(); }

// What is awaited is not what the branch runs.
void sync(Loop &loop, std::function<void()> f) {
  if (loop.isMine())
    return;
  Call(loop, std::move(f)).run();
}

struct Input {
  Loop &loop;
  void stop();
  ~Input() { callIn(loop, [this] { stop(); }); } // STRICT: :[[@LINE]]:{{.*}}'Input::~Input' waits for a condition
};

struct Source_ok {
  Loop &loop;
  void stop();
  ~Source_ok() { callAt(loop, [this] { stop(); }); }
};

struct Source_bad {
  Loop &loop;
  void stop();
  ~Source_bad() { callAway(loop, [this] { stop(); }); } // CHECK: :[[@LINE]]:{{.*}}warning: destructor 'Source_bad::~Source_bad' waits
};

struct Idle_bad {
  Loop &loop;
  void stop();
  ~Idle_bad() { sync(loop, [this] { stop(); }); } // CHECK: :[[@LINE]]:{{.*}}warning: destructor 'Idle_bad::~Idle_bad' waits
};

struct Volume {
  Loop &loop;
  std::mutex lock;
  int value;
  void set_ok(int to) {
    std::lock_guard<std::mutex> held(lock);
    callIn(loop, [this, to] { value = to; });
  }
  void set_bad(int to) {
    std::lock_guard<std::mutex> held(lock);
    callAway(loop, [this, to] { value = to; }); // CHECK: :[[@LINE]]:{{.*}}warning: 'lock' is held
  }
  int value_ok() {
    std::lock_guard<std::mutex> held(lock);
    return value;
  }
};
