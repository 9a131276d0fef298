// RUN: not %cleanexit check --checks='cleanup-blocking-call,cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A function that waits more than once is judged by each of its waits.
#include <atomic>
#include <mutex>
#include <thread>
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
  // CHECK: [[@LINE+1]]:17: warning: destructor 'Feed_bad::~Feed_bad' waits for a thread to end ('std::thread::join') with no bound, and although asked to stop the thread's body, the lambda in Feed_bad::start, talks to another machine
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
