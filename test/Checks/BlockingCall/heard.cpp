// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// What a thread's body never looks at asks it for nothing.

#include <atomic>
#include <functional>
#include <thread>

int compute(int N);
int compute(int N) { return N < 2 ? N : compute(N - 1) + compute(N - 2); }

class Counted {
  std::atomic<int> Refs{1};
  int Result = 0;
  std::thread Worker;

public:
  void start() {
    Worker = std::thread([this] { Result = compute(40); });
  }
  void unref() {
    if (--Refs == 0) {
      Worker.join();
      delete this;
    }
  }
};
struct Holder_bad {
  Counted *Kept;
  // CHECK: [[@LINE+1]]:19: warning: destructor 'Holder_bad::~Holder_bad' waits for a thread to end ('std::thread::join') with no bound, and nothing before it asks the thread to stop;
  ~Holder_bad() { Kept->unref(); }
};

class Once_bad {
  bool Joined = false;
  int Answer = 0;
  std::thread Worker;

public:
  void start() {
    Worker = std::thread([this] { Answer = compute(40); });
  }
  ~Once_bad() {
    if (Joined)
      return;
    Joined = true;
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Once_bad::~Once_bad' waits for a thread to end ('std::thread::join') with no bound, and nothing before it asks the thread to stop;
    Worker.join();
  }
};

class Asked_ok {
  std::atomic<bool> Halt{false};
  std::thread Worker;
  bool goesOn() const { return !Halt; }

public:
  void start() {
    Worker = std::thread([this] {
      for (int I = 0; I < 1000 && goesOn(); ++I)
        compute(20);
    });
  }
  ~Asked_ok() {
    Halt = true;
    Worker.join();
  }
};

// By another name.
class Task {
  const std::atomic<bool> &Over;

public:
  explicit Task(const std::atomic<bool> &O) : Over(O) {}
  void operator()() const {
    for (int I = 0; I < 1000 && !Over; ++I)
      compute(20);
  }
};
class Lent_ok {
  std::atomic<bool> Ends{false};
  std::thread Worker;

public:
  void start() { Worker = std::thread(Task(Ends)); }
  ~Lent_ok() {
    Ends = true;
    Worker.join();
  }
};

// What the body runs might look at it.
class Given_ok {
  std::function<void()> Body;
  std::thread Worker;

public:
  bool Enough = false;
  void start(std::function<void()> F) {
    Body = std::move(F);
    Worker = std::thread([this] { Body(); });
  }
  ~Given_ok() {
    Enough = true;
    Worker.join();
  }
};
