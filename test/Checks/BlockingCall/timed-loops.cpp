// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A loop that asks a clock goes on for no longer than it says, and one turn.
#include <atomic>
#include <chrono>
#include <thread>
#include <time.h>
#include <unistd.h>
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

struct Polls {
  std::atomic<bool> done;
};
struct Until_ok : Polls {
  ~Until_ok() {
    const auto end = Clock::now() + 5ms;
    while (!done && Clock::now() < end)
      std::this_thread::sleep_for(1ms);
  }
};
struct Until_bad : Polls {
  ~Until_bad() {
    auto end = Clock::now() + 5s;
    while (!done && end > Clock::now())
      std::this_thread::sleep_for(100ms); // CHECK: :[[@LINE]]:{{.*}} for up to 5100 ms
  }
};
struct Since_ok : Polls {
  ~Since_ok() {
    const auto begun = Clock::now();
    do
      usleep(500);
    while (!done && Clock::now() - begun <= 4ms);
  }
};
struct Since_bad : Polls {
  ~Since_bad() {
    constexpr auto patience = 2s;
    const auto begun = Clock::now();
    while (!done && Clock::now() - begun < patience)
      usleep(100000); // CHECK: :[[@LINE]]:{{.*}} for up to 2100 ms
  }
};
struct Leaves_ok : Polls {
  ~Leaves_ok() {
    const auto begun = Clock::now();
    for (;;) {
      if (done || std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begun) >= 5ms)
        return;
      usleep(1000);
    }
  }
};
struct Leaves_bad : Polls {
  ~Leaves_bad() {
    const auto end = Clock::now() + 2s;
    while (!done) {
      const auto now = Clock::now();
      if (!(now < end)) {
        done = true;
        break;
      }
      usleep(1000); // CHECK: :[[@LINE]]:{{.*}} for up to 2001 ms
    }
  }
};
struct Seconds_bad : Polls {
  ~Seconds_bad() {
    time_t end = time(nullptr) + 7;
    while (!done && time(nullptr) < end)
      usleep(1000); // CHECK: :[[@LINE]]:{{.*}} for up to 7001 ms
  }
};
struct Elapsed_bad : Polls {
  ~Elapsed_bad() {
    time_t begun = time(nullptr);
    while (!done && time(nullptr) - begun < 3)
      usleep(1000); // CHECK: :[[@LINE]]:{{.*}} for up to 3001 ms
  }
};
struct Moves_bad : Polls {
  ~Moves_bad() {
    auto end = Clock::now() + 5ms;
    while (!done && Clock::now() < end) {
      usleep(1000); // CHECK: :[[@LINE]]:{{.*}} with no bound
      end = Clock::now() + 5ms;
    }
  }
};
struct Each_bad : Polls {
  ~Each_bad() {
    while (!done) {
      auto end = Clock::now() + 5ms;
      while (!done && Clock::now() < end)
        usleep(1000); // CHECK: :[[@LINE]]:{{.*}} with no bound
    }
  }
};
struct Before_bad : Polls {
  ~Before_bad() {
    const auto end = Clock::now() + 5ms;
    while (Clock::now() > end)
      usleep(1000); // CHECK: :[[@LINE]]:{{.*}} with no bound
  }
};
struct Throws_bad : Polls {
  ~Throws_bad() noexcept(false) {
    const auto begin = Clock::now();
    while (!done) {
      const auto now = Clock::now();
      if (now - begin > 5s)
        throw 1;
      usleep(1000); // CHECK: :[[@LINE]]:{{.*}} for up to 5001 ms
    }
  }
};
struct Counts_bad : Polls {
  ~Counts_bad() {
    const auto start = Clock::now();
    while (!done) {
      if (std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start).count() > 2000)
        break;
      usleep(1000); // CHECK: :[[@LINE]]:{{.*}} for up to 2001 ms
    }
  }
};
struct Adds_bad : Polls {
  ~Adds_bad() {
    const auto start = Clock::now();
    while (!done) {
      if (Clock::now() > start + 3s)
        break;
      usleep(1000); // CHECK: :[[@LINE]]:{{.*}} for up to 3001 ms
    }
  }
};
struct Other_bad : Polls {
  Clock::time_point start;
  ~Other_bad() {
    while (!done) {
      if (Clock::now() > start + 3s)
        break;
      usleep(1000); // CHECK: :[[@LINE]]:{{.*}} with no bound
    }
  }
};
