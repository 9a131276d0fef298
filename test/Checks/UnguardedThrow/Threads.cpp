// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A thread that is neither joined nor detached ends the process with itself.
#include <atomic>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>
void work();
bool ready();
void check(bool b) {
  if (!b)
    throw std::runtime_error("not ready");
}

class Member_bad {
public:
  Member_bad() : thread([this] { run(); }) {}
  ~Member_bad() { stop = true; } // CHECK: :[[@LINE]]:{{.*}}warning: the thread in 'thread' is neither joined nor detached

private:
  void run() { while (!stop) std::this_thread::yield(); }
  std::atomic<bool> stop{false};
  std::thread thread;
};
class Implicit_bad {
public:
  void start() { runs = std::thread(work); }

private:
  std::thread runs; // CHECK: :[[@LINE]]:{{.*}}warning: the thread in 'runs'
};
class Detached_ok {
public:
  Detached_ok() : background(work) {}
  ~Detached_ok() { if (background.joinable()) background.detach(); }

private:
  std::thread background;
};
class Elsewhere_ok {
public:
  void start() { waited = std::thread(work); }
  void wait() { waited.join(); }

private:
  std::thread waited;
};
class Many_ok {
public:
  void add() { many.emplace_back(work); }
  void end() { for (auto &t : many) t.join(); }

private:
  std::vector<std::thread> many;
};
bool return_bad() {
  std::thread t(work); // CHECK: :[[@LINE]]:{{.*}}warning: 't' is destroyed while joinable
  if (!ready())
    return false;
  t.join();
  return true;
}
void throw_bad() {
  std::thread t(work); // CHECK: :[[@LINE]]:{{.*}}warning: an exception may leave the scope of 't'
  check(ready());
  t.join();
}
bool return_ok() {
  std::thread t(work);
  if (!ready()) {
    t.detach();
    return false;
  }
  t.join();
  return true;
}
void throw_ok() {
  std::thread t(work);
  try {
    check(ready());
  } catch (...) {
    t.join();
    throw;
  }
  t.join();
}
std::thread moved_ok() {
  std::thread t(work);
  return t;
}
struct Joiner {
  std::thread &thread;
  ~Joiner() { thread.detach(); }
};
bool guarded_ok() {
  std::thread t(work);
  Joiner joiner{t};
  return ready();
}

#include <memory>
class Deleted_bad {
public:
  void start() { t = new std::thread(work); }
  ~Deleted_bad() { delete t; } // CHECK: :[[@LINE]]:{{.*}}warning: the thread in 't' is neither joined nor detached

private:
  void step();
  std::thread *t = nullptr;
};
class Reset_bad {
public:
  void start() { t = std::make_unique<std::thread>(work); }
  void again() { t.reset(); }

private:
  std::unique_ptr<std::thread> t; // CHECK: :[[@LINE]]:{{.*}}warning: the thread in 't' is neither joined nor detached
};
class DeletedLater_ok {
public:
  void start() { t = new std::thread(work); }
  ~DeletedLater_ok() {
    if (t->joinable())
      t->join();
    delete t;
  }

private:
  std::thread *t = nullptr;
};
class EndsElsewhere_ok {
public:
  void start() { t = std::thread(work); }
  void stopAll();
  ~EndsElsewhere_ok() { stopAll(); }

private:
  std::thread t;
};

// Nobody ends it.
class Everlasting_ok {
public:
  static Everlasting_ok &get() {
    static Everlasting_ok *only = new Everlasting_ok;
    return *only;
  }
  ~Everlasting_ok() = delete;

private:
  Everlasting_ok() : runs(work) {}
  std::thread runs;
};

// Who has them all starts each, and joins none; or joins them, or may do so where
// that is not seen.
#include <list>
class Team_bad {
  struct Worker {
    std::thread thread; // CHECK: :[[@LINE]]:{{.*}}warning: the thread in 'thread' is neither joined nor detached
    bool busy = false;
  };
  std::list<Worker> workers_;

public:
  void add() {
    workers_.emplace_back();
    Worker &w = workers_.back();
    w.thread = std::thread([&w] { w.busy = true; });
  }
};
class Team_ok {
  struct Worker {
    std::thread worker;
    bool busy = false;
  };
  std::list<Worker> workers_;

public:
  ~Team_ok() {
    for (Worker &w : workers_)
      w.worker.join();
  }
  void add() {
    workers_.emplace_back();
    Worker &w = workers_.back();
    w.worker = std::thread([&w] { w.busy = true; });
  }
};
class Unseen_ok {
  struct Worker {
    std::thread goes;
    bool busy = false;
  };
  std::list<Worker> workers_;

public:
  void stop();
  void add() {
    workers_.emplace_back();
    Worker &w = workers_.back();
    w.goes = std::thread([&w] { w.busy = true; });
  }
};
class Half_ok {
  std::thread half_;

public:
  void start() { half_ = std::thread(work); }
  void stop(); // in another file
};

void dropped_bad(int n) {
  // CHECK: [[@LINE+1]]:3: warning: the thread that is started here is destroyed at once, while it is joinable
  std::thread{[n] { (void)n; work(); }};
}
struct Several {
  std::vector<std::thread> kept;
  std::thread one;
  ~Several() {
    one.join();
    for (std::thread &t : kept)
      t.join();
  }
};
void takeOver(std::thread);
void notDropped_ok(Several &all) {
  std::thread([] { work(); }).detach();
  std::thread([] { work(); }).join();
  all.one = std::thread([] { work(); });
  all.kept.push_back(std::thread([] { work(); }));
  takeOver(std::thread([] { work(); }));
  std::thread{};
}
std::thread made_ok() {
  return std::thread([] { work(); });
}

// A name or a priority is not a join.
void nameIt(std::thread &t, const char *name) {
  pthread_setname_np(t.native_handle(), name);
}
class Named_bad {
  std::thread named_; // CHECK: [[@LINE]]:15: warning: the thread in 'named_' is neither joined nor detached

public:
  void start() {
    named_ = std::thread(work);
    pthread_setname_np(named_.native_handle(), "io");
  }
};
class NamedElsewhere_bad {
  std::thread labeled_; // CHECK: [[@LINE]]:15: warning: the thread in 'labeled_' is neither joined nor detached

public:
  void start() {
    labeled_ = std::thread(work);
    nameIt(labeled_, "io");
  }
};
void endIt(std::thread &t) { t.join(); }
class EndedElsewhere_ok {
  std::thread ended_;

public:
  void start() { ended_ = std::thread(work); }
  ~EndedElsewhere_ok() { endIt(ended_); }
};
// It is as joinable as before.
class JoinedByHandle_bad {
  std::thread handled_;

public:
  void start() { handled_ = std::thread(work); }
  // CHECK: [[@LINE+1]]:3: warning: the thread in 'handled_' is neither joined nor detached by any method
  ~JoinedByHandle_bad() { pthread_join(handled_.native_handle(), nullptr); }
};
class OwnedInMany_bad {
  // CHECK: [[@LINE+1]]:45: warning: the thread in 'manyOwned_' is neither joined nor detached by any method
  std::vector<std::shared_ptr<std::thread>> manyOwned_;

public:
  void start() { manyOwned_.push_back(std::make_shared<std::thread>(work)); }
};
class OwnedInMany_ok {
  std::vector<std::shared_ptr<std::thread>> manyJoined_;

public:
  void start() { manyJoined_.push_back(std::make_shared<std::thread>(work)); }
  ~OwnedInMany_ok() {
    for (auto thread : manyJoined_)
      thread->join();
  }
};
void keepIt(std::thread &t);
class HandedOn_ok {
  std::thread handed_;

public:
  void start() {
    handed_ = std::thread(work);
    keepIt(handed_);
  }
};
// A vector that is emptied after its threads were joined.
void cleared_ok(unsigned n) {
  std::vector<std::thread> threads;
  for (unsigned i = 1; i < n; ++i)
    threads.emplace_back(work);
  for (auto &t : threads)
    t.join();
  if (ready()) {
    threads.clear();
    for (unsigned i = 1; i < n; ++i)
      threads.emplace_back(work);
    for (auto &t : threads)
      t.join();
  }
}
// Asked first, and left if there is none.
class Taken {
  std::thread t;

public:
  void start() { t = std::thread(work); }
  void stop_ok() {
    std::thread taken = std::move(t);
    if (!taken.joinable())
      return;
    taken.join();
  }
  void leave_bad() {
    std::thread taken = std::move(t); // CHECK: :[[@LINE]]:{{.*}}warning: 'taken' is destroyed while joinable
    if (!taken.joinable())
      return;
    if (ready())
      return;
    taken.join();
  }
};
