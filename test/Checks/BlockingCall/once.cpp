// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Loops that turn once, or as often as a list has elements; either length.
#include <chrono>
#include <initializer_list>
#include <thread>
#include <unistd.h>
using namespace std::chrono_literals;

bool more();
struct Flag_ok {
  ~Flag_ok() {
    for (bool once = true; once; once = false)
      usleep(9000);
  }
};
struct Done_ok {
  ~Done_ok() {
    for (void *done = nullptr; !done; done = (void *)1)
      usleep(9000);
  }
};
struct Again_ok {
  ~Again_ok() {
    bool again = true;
    while (again) {
      usleep(9000);
      again = false;
    }
  }
};
struct Again_bad {
  ~Again_bad() {
    bool again = true;
    while (again) {
      usleep(9000); // CHECK: :[[@LINE]]:{{.*}}'Again_bad::~Again_bad' sleeps {{.*}} with no bound
      if (more())
        continue;
      again = false;
    }
  }
};
struct Break_ok {
  ~Break_ok() {
    while (true) {
      if (more())
        break;
      usleep(9000);
      break;
    }
  }
};
struct Break_bad {
  ~Break_bad() {
    while (true) {
      usleep(9000); // CHECK: :[[@LINE]]:{{.*}}'Break_bad::~Break_bad' sleeps {{.*}} with no bound
      if (more())
        continue;
      break;
    }
  }
};
struct List_ok {
  ~List_ok() {
    for (int i : {1, 2, 3})
      usleep(3000);
  }
};
struct List_bad {
  ~List_bad() {
    for (int i : {1, 2, 3})
      usleep(9000); // CHECK: :[[@LINE]]:{{.*}}'List_bad::~List_bad' sleeps {{.*}} for up to 27 ms
  }
};

struct Either_ok {
  bool quick;
  ~Either_ok() { std::this_thread::sleep_for(quick ? 2ms : 4ms); }
};
struct Either_bad {
  bool quick;
  ~Either_bad() {
    std::this_thread::sleep_for(quick ? 20ms : 400ms); // CHECK: :[[@LINE]]:{{.*}}'Either_bad::~Either_bad' sleeps {{.*}} for up to 400 ms
  }
};
// What a loop's element is, of constants.
struct Listed_ok {
  ~Listed_ok() {
    for (int i : {1, 2, 3})
      usleep(900 + i);
  }
};
struct Array_ok {
  ~Array_ok() {
    int steps[] = {100, 500};
    for (int us : steps)
      usleep(us * 2);
  }
};
struct Const_bad {
  ~Const_bad() {
    static const int steps[] = {100, 500};
    for (int ms : steps)
      usleep(ms * 1000); // CHECK: :[[@LINE]]:{{.*}}for up to 1 s
  }
};
struct Changed_bad {
  ~Changed_bad() {
    for (int us : {1, 2, 3}) {
      us *= 1'000'000;
      usleep(us); // CHECK: :[[@LINE]]:{{.*}}with no bound
    }
  }
};
void fill(int *);
struct Filled_bad {
  ~Filled_bad() {
    int steps[] = {100, 500};
    fill(steps);
    for (int us : steps)
      usleep(us); // CHECK: :[[@LINE]]:{{.*}}with no bound
  }
};
