// TELLS: WakeUp
// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What is run before the join may wake the thread, if its name says so.
#include <atomic>
#include <functional>
#include <sys/socket.h>
#include <thread>

class Woken_ok {
  int In = -1;
  std::atomic<bool> Ends{false};
  std::function<void()> WakeUp;
  std::thread Turns;

public:
  explicit Woken_ok(std::function<void()> WakeUp) : WakeUp(std::move(WakeUp)) {}
  void start() {
    Turns = std::thread([this] {
      char Byte;
      while (!Ends)
        ::recv(In, &Byte, 1, 0);
    });
  }
  ~Woken_ok() {
    Ends = true;
    WakeUp();
    Turns.join();
  }
};

class Counted_bad {
  int From = -1;
  std::atomic<bool> Over{false};
  std::function<void()> Counts;
  std::thread Rounds;

public:
  explicit Counted_bad(std::function<void()> Counts) : Counts(std::move(Counts)) {}
  void start() {
    Rounds = std::thread([this] {
      char Byte;
      while (!Over)
        ::recv(From, &Byte, 1, 0);
    });
  }
  ~Counted_bad() {
    Over = true;
    Counts();
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Counted_bad::~Counted_bad' waits for a thread to end
    Rounds.join();
  }
};
