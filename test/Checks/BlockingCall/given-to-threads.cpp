// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What a thread's function runs may be given to it by who starts the thread.
#include <atomic>
#include <functional>
#include <memory>
#include <sys/eventfd.h>
#include <thread>
#include <unistd.h>

class Turns_bad {
  std::thread Thread;
  std::atomic<bool> Stop{false};
  static void turn(std::function<bool()> Step, const std::atomic<bool> &Stop) {
    while (!Stop)
      Step();
  }

public:
  explicit Turns_bad(std::function<bool()> Step) {
    Thread = std::thread(Turns_bad::turn, std::move(Step), std::ref(Stop));
  }
  ~Turns_bad() {
    Stop = true;
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Turns_bad::~Turns_bad' waits for a thread to end ('std::thread::join') with no bound, and although asked to stop the thread's body, 'Turns_bad::turn', reads what may never come
    Thread.join();
  }
};
class Queue {
  int Events = ::eventfd(0, 0);
  unsigned long Count = 0;
  std::unique_ptr<Turns_bad> Of;

public:
  bool next() {
    unsigned long Now = 0;
    if (::read(Events, &Now, sizeof Now) != sizeof Now)
      return false;
    Count += Now;
    return true;
  }
  void start() {
    Of = std::make_unique<Turns_bad>([this] { return next(); });
  }
};

class Rounds_ok {
  std::thread Worker;
  std::atomic<bool> Over{false};
  static void round(std::function<bool()> Step, const std::atomic<bool> &Over) {
    while (!Over)
      Step();
  }

public:
  explicit Rounds_ok(std::function<bool()> Step) {
    Worker = std::thread(Rounds_ok::round, std::move(Step), std::ref(Over));
  }
  ~Rounds_ok() {
    Over = true;
    Worker.join();
  }
};
class Clock {
  unsigned long Ticks = 0;
  std::unique_ptr<Rounds_ok> Of;

public:
  bool tick() {
    ++Ticks;
    ::usleep(1000);
    return true;
  }
  void start() {
    Of = std::make_unique<Rounds_ok>([this] { return tick(); });
  }
};
