// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// How many seconds a thread sleeps is not known, but that it is whole ones.
#include <atomic>
#include <chrono>
#include <thread>
#include <unistd.h>

struct Typed_bad {
  std::chrono::seconds Period;
  std::atomic<bool> Stop{false};
  std::thread Worker;
  explicit Typed_bad(std::chrono::seconds P) : Period(P), Worker([this] { run(); }) {}
  ~Typed_bad() {
    Stop = true;
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Typed_bad::~Typed_bad' waits {{.*}} the lambda in Typed_bad::Typed_bad, sleeps ('std::this_thread::sleep_for') for some seconds at a time;
    Worker.join();
  }
  void run() {
    while (!Stop)
      std::this_thread::sleep_for(Period);
  }
};

struct Made_bad {
  unsigned Interval;
  std::atomic<bool> Stop{false};
  std::thread Worker;
  explicit Made_bad(unsigned I) : Interval(I), Worker([this] { run(); }) {}
  ~Made_bad() {
    Stop = true;
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Made_bad::~Made_bad' waits {{.*}} for some seconds at a time;
    Worker.join();
  }
  void run() {
    while (!Stop)
      std::this_thread::sleep_for(std::chrono::seconds(Interval));
  }
};

struct Posix_bad {
  unsigned Interval;
  std::atomic<bool> Stop{false};
  std::thread Worker;
  explicit Posix_bad(unsigned I) : Interval(I), Worker([this] { run(); }) {}
  ~Posix_bad() {
    Stop = true;
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Posix_bad::~Posix_bad' waits {{.*}} sleeps ('sleep') for some seconds at a time;
    Worker.join();
  }
  void run() {
    while (!Stop)
      sleep(Interval);
  }
};

struct Milliseconds_ok {
  std::chrono::milliseconds Period;
  std::atomic<bool> Stop{false};
  std::thread Worker;
  explicit Milliseconds_ok(std::chrono::milliseconds P) : Period(P), Worker([this] { run(); }) {}
  ~Milliseconds_ok() {
    Stop = true;
    Worker.join();
  }
  void run() {
    while (!Stop)
      std::this_thread::sleep_for(Period);
  }
};

struct Fraction_ok {
  double Rate;
  std::atomic<bool> Stop{false};
  std::thread Worker;
  explicit Fraction_ok(double R) : Rate(R), Worker([this] { run(); }) {}
  ~Fraction_ok() {
    Stop = true;
    Worker.join();
  }
  void run() {
    while (!Stop)
      std::this_thread::sleep_for(std::chrono::duration<double>(Rate));
  }
};

struct Fractions_ok {
  std::chrono::duration<double> Period;
  std::atomic<bool> Stop{false};
  std::thread Worker;
  explicit Fractions_ok(double R) : Period(R), Worker([this] { run(); }) {}
  ~Fractions_ok() {
    Stop = true;
    Worker.join();
  }
  void run() {
    while (!Stop)
      std::this_thread::sleep_for(Period);
  }
};
