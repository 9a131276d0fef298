// RUN: not %cleanexit check --checks='cleanup-blocking-call,cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A function that waits more than once is judged by each of its waits, and a
// virtual one by each that overrides it.
#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>
#include <sys/socket.h>
#include <unistd.h>

class Feed_bad {
  std::atomic<bool> Quit{false};
  std::thread Ticks, Reads;
  int Fd = -1;
  void tick() {
    while (!Quit)
      usleep(100);
  }
  void read() {
    char Byte;
    while (recv(Fd, &Byte, 1, 0) == 1)
      ;
  }
  void endTicks() { Ticks.join(); }
  void endReads() { Reads.join(); }

public:
  void start() {
    Ticks = std::thread([this] { tick(); });
    Reads = std::thread([this] { read(); });
  }
  void finish() {
    Quit = true;
    endTicks();
    endReads();
  }
  // CHECK: [[@LINE+1]]:17: warning: destructor 'Feed_bad::~Feed_bad' waits for a thread to end ('std::thread::join') with no bound, and nothing before it asks the thread to stop, whose body, the lambda in Feed_bad::start, talks to another machine
  ~Feed_bad() { finish(); }
};

class Feed_ok {
  std::atomic<bool> Done{false};
  std::thread First, Second;
  void turn() {
    while (!Done)
      usleep(100);
  }
  void endFirst() { First.join(); }
  void endSecond() { Second.join(); }

public:
  void start() {
    First = std::thread([this] { turn(); });
    Second = std::thread([this] { turn(); });
  }
  void finish() {
    Done = true;
    endFirst();
    endSecond();
  }
  ~Feed_ok() { finish(); }
};

// The second of them is the worse one.
class Counter {
  std::mutex Lock;
  std::atomic<bool> Over{false};
  std::thread Idle, Counts;
  int Count = 0;
  void idle() {
    while (!Over)
      usleep(100);
  }
  void count() {
    while (!Over) {
      std::lock_guard<std::mutex> Hold(Lock);
      ++Count;
    }
  }
  void endIdle() { Idle.join(); }
  void endCounts() { Counts.join(); }

public:
  void start() {
    Idle = std::thread([this] { idle(); });
    Counts = std::thread([this] { count(); });
  }
  void finish() {
    Over = true;
    endIdle();
    endCounts();
  }
  void finish_bad() {
    std::lock_guard<std::mutex> Hold(Lock);
    // CHECK: [[@LINE+1]]:5: warning: 'Lock' is held while 'Counter::finish_bad' waits for a thread to end ('std::thread::join') with no bound; deadlock: the awaited thread needs the same lock
    finish();
  }
  ~Counter() { finish(); }
};

struct Module {
  virtual ~Module() = default;
  virtual void leave() = 0;
};
class Ticks : public Module {
  std::atomic<bool> Halt{false};
  std::thread Clock;

public:
  void start() {
    Clock = std::thread([this] {
      while (!Halt)
        usleep(100);
    });
  }
  void leave() override {
    Halt = true;
    Clock.join();
  }
};
class Hears : public Module {
  std::atomic<bool> Quiet{false};
  std::thread Ears;
  int Line = -1;

public:
  void start() {
    Ears = std::thread([this] {
      char Byte;
      while (!Quiet && recv(Line, &Byte, 1, 0) == 1)
        ;
    });
  }
  void leave() override {
    Quiet = true;
    Ears.join();
  }
};
class Modules_bad {
  std::vector<std::unique_ptr<Module>> All;

public:
  void add(std::unique_ptr<Module> M) { All.push_back(std::move(M)); }
  void leaveAll() {
    for (auto &M : All)
      M->leave();
  }
  // CHECK: [[@LINE+1]]:20: warning: destructor 'Modules_bad::~Modules_bad' waits for a thread to end ('std::thread::join') with no bound, and although asked to stop the thread's body, the lambda in Hears::start, talks to another machine ('recv'); whoever leaves the scope waits with it (1 of 2 overriders)
  ~Modules_bad() { leaveAll(); }
};

struct Part {
  virtual ~Part() = default;
  virtual void part() = 0;
};
class Slow : public Part {
  std::atomic<bool> Idle{false};
  std::thread Sleeps;

public:
  void start() {
    Sleeps = std::thread([this] {
      while (!Idle)
        usleep(1000);
    });
  }
  void part() override {
    Idle = true;
    Sleeps.join();
  }
};
class Fast : public Part {
  std::atomic<bool> Spent{false};
  std::thread Runs;

public:
  void start() {
    Runs = std::thread([this] {
      while (!Spent)
        std::this_thread::yield();
    });
  }
  void part() override {
    Spent = true;
    Runs.join();
  }
};
class Parts_ok {
  std::vector<std::unique_ptr<Part>> All;

public:
  void add(std::unique_ptr<Part> P) { All.push_back(std::move(P)); }
  void partAll() {
    for (auto &P : All)
      P->part();
  }
  ~Parts_ok() { partAll(); }
};
