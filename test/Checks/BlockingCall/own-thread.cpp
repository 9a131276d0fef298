// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A deleter joins the thread that has a copy of the pointer: whoever drops the
// last one may be that thread.
#include <atomic>
#include <memory>
#include <thread>

struct Worker {
  std::atomic<bool> run{true};
  std::thread thread;
};

static void drop_bad(Worker *w) {
  w->run = false;
  if (w->thread.joinable())
    w->thread.join(); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}may run on the very thread
  delete w;
}
static void turn(std::shared_ptr<Worker> w) {
  while (w->run)
    std::this_thread::yield();
}
std::shared_ptr<Worker> start_bad() {
  std::shared_ptr<Worker> w(new Worker, drop_bad);
  w->thread = std::thread(turn, w);
  return w;
}

static void release_bad(Worker *w) {
  w->run = false;
  w->thread.join(); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}may run on the very thread
  delete w;
}
std::shared_ptr<Worker> capture_bad() {
  std::shared_ptr<Worker> w(new Worker, release_bad);
  w->thread = std::thread([w] {
    while (w->run)
      std::this_thread::yield();
  });
  return w;
}

static void drop_ok(Worker *w) {
  w->run = false;
  w->thread.join();
  delete w;
}
static void turnAround(Worker *w) {
  while (w->run)
    std::this_thread::yield();
}
std::shared_ptr<Worker> start_ok() {
  std::shared_ptr<Worker> w(new Worker, drop_ok);
  w->thread = std::thread(turnAround, w.get());
  return w;
}
std::shared_ptr<Worker> capture_ok() {
  std::shared_ptr<Worker> w(new Worker, drop_ok);
  Worker *self = w.get();
  w->thread = std::thread([self] { turnAround(self); });
  return w;
}

// A loop's thread runs what has the last reference to whom the loop belongs to.
#include <functional>
#include <mutex>
#include <vector>
class Loop_bad {
  std::atomic<bool> quit_{false};
  std::mutex mutex_;
  std::vector<std::function<void()>> queued_;
  std::thread thread_;
  void run() {
    while (!quit_) {
      std::vector<std::function<void()>> todo;
      {
        std::lock_guard l(mutex_);
        todo.swap(queued_);
      }
      for (auto &f : todo)
        f();
    }
  }

public:
  Loop_bad() : thread_([this] { run(); }) {}
  ~Loop_bad() {
    quit_ = true;
    thread_.join(); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}may run on the very thread
  }
  void queue(std::function<void()> f) {
    std::lock_guard l(mutex_);
    queued_.push_back(std::move(f));
  }
};
class Client_bad : public std::enable_shared_from_this<Client_bad> {
  Loop_bad loop_;
  void answer();

public:
  void ask() {
    auto self = shared_from_this();
    loop_.queue([self]() mutable {
      self->answer();
      self.reset();
    });
  }
};

// A thread makes an owner of its weak pointer for each turn, and ends it: that may
// be the last one.
static void join_bad(Worker *w) {
  w->run = false;
  w->thread.join(); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}may run on the very thread
  delete w;
}
static void turnWeakly(std::weak_ptr<Worker> weak) {
  while (auto w = weak.lock())
    if (!w->run)
      break;
}
std::shared_ptr<Worker> weakly_bad() {
  std::shared_ptr<Worker> w(new Worker, join_bad);
  w->thread = std::thread(turnWeakly, std::weak_ptr<Worker>(w));
  return w;
}

static void join_ok(Worker *w) {
  w->run = false;
  w->thread.join();
  delete w;
}
static void turnIfThere(Worker *w, std::weak_ptr<Worker> weak) {
  while (!weak.expired() && w->run)
    std::this_thread::yield();
}
std::shared_ptr<Worker> weakly_ok() {
  std::shared_ptr<Worker> w(new Worker, join_ok);
  w->thread = std::thread(turnIfThere, w.get(), std::weak_ptr<Worker>(w));
  return w;
}
