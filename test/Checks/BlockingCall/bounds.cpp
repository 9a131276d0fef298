// A constant wait up to MaxBoundMs is silent; in a loop it counts times the
// turns; where their number is not known there is no bound.
// RUN: %cleanexit check %s -- -std=c++20 > %t || true
// RUN: FileCheck %s < %t
// RUN: %cleanexit check %s --option=cleanup-blocking-call.MaxBoundMs=3000 -- -std=c++20 > %t || true
// RUN: FileCheck --check-prefix=LONG %s < %t
#include <chrono>
#include <time.h>
#include <thread>
using namespace std::chrono_literals;
bool gone();

// CHECK-NOT: Short_ok
struct Short_ok {
  ~Short_ok() { std::this_thread::sleep_for(10ms); }
};

// CHECK: :[[#@LINE+3]]:{{.*}}'Long_bad::~Long_bad' sleeps {{.*}} for up to 2 s
// LONG-NOT: Long_bad
struct Long_bad {
  ~Long_bad() { std::this_thread::sleep_for(2s); }
};

// CHECK: :[[#@LINE+4]]:{{.*}}'Turns_bad::~Turns_bad' sleeps {{.*}} for up to 500 ms
struct Turns_bad {
  ~Turns_bad() {
    for (int i = 0; i < 100 && !gone(); ++i)
      std::this_thread::sleep_for(5ms);
  }
};

// CHECK-NOT: CountedDown_ok
struct CountedDown_ok {
  ~CountedDown_ok() {
    int tries = 5;
    while (tries-- > 0 && !gone())
      std::this_thread::sleep_for(1ms);
  }
};

// CHECK: :[[#@LINE+5]]:{{.*}}'Unknown_bad::~Unknown_bad' sleeps {{.*}} with no bound
// LONG: Unknown_bad
struct Unknown_bad {
  ~Unknown_bad() {
    while (!gone())
      std::this_thread::sleep_for(1ms);
  }
};

// A struct that others fill is no time of zero.
// CHECK: :[[#@LINE+6]]:{{.*}}'Left_bad::~Left_bad' sleeps {{.*}} with no bound
// LONG: Left_bad
struct Left_bad {
  int ms;
  ~Left_bad() {
    struct timespec nap = {ms / 1000, (ms % 1000) * 1000000L}, left;
    while (nanosleep(&nap, &left))
      nap = left;
  }
};
struct Brief_ok {
  ~Brief_ok() {
    struct timespec nap = {0, 1000000L};
    nanosleep(&nap, nullptr);
  }
};
// CHECK-NOT: warning:
