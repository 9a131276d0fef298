// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// What cannot run is not told.
#include <cassert>
#include <cstdlib>
#include <type_traits>
#include <typeinfo>
#include <unistd.h>
#include <utility>

int nap() { sleep(60); return 1; }
constexpr bool enabled = false;

struct ConstexprIf_ok {
  ~ConstexprIf_ok() {
    if constexpr (enabled)
      sleep(60);
    if (false)
      sleep(60);
    if (enabled && nap())
      return;
    if (!enabled || nap())
      return;
    enabled ? nap() : 0;
    while (false)
      sleep(60);
    for (; enabled;)
      sleep(60);
  }
};
struct Unevaluated_ok {
  ~Unevaluated_ok() {
    (void)sizeof(nap());
    static_assert(noexcept(nap()) || true);
    decltype(nap()) x = 0;
    (void)x;
    (void)typeid(nap());
    using T = std::remove_reference_t<decltype(nap())>;
    (void)T();
    auto later = [] { sleep(60); };
    (void)later;
  }
};
struct AfterReturn_ok {
  ~AfterReturn_ok() {
    return;
    sleep(60);
  }
};
// A macro's do-once that cannot be reached opens nothing that it would close.
struct OnceAfterReturn_bad {
  int n;
  ~OnceAfterReturn_bad() {
    switch (n) {
    case 1:
      return;
      do {
      } while (0);
    case 2:
      sleep(60);
      // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
    }
  }
};
struct AfterBoth_ok {
  int n;
  ~AfterBoth_ok() {
    if (n)
      return;
    else
      return;
    sleep(60);
  }
};
struct AfterBreak_ok {
  int n;
  ~AfterBreak_ok() {
    for (;;) {
      if (n++ > 3)
        break;
      continue;
      sleep(60);
    }
  }
};
struct AfterExit_ok {
  ~AfterExit_ok() {
    std::abort();
    sleep(60);
  }
};
struct AfterBreak_bad {
  int n;
  ~AfterBreak_bad() {
    for (;;) {
      if (n++ > 3)
        break;
    }
    sleep(60);
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  }
};
struct DoOnce_bad {
  ~DoOnce_bad() {
    do {
      sleep(60);
      // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
    } while (0);
  }
};
struct DoOnceBreak_bad {
  int n;
  ~DoOnceBreak_bad() {
    do {
      if (n)
        break;
      return;
    } while (0);
    sleep(60);
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  }
};
struct DoOnceReturn_ok {
  int n;
  ~DoOnceReturn_ok() {
    do {
      return;
    } while (0);
    sleep(60);
  }
};
struct Switch_bad {
  int n;
  ~Switch_bad() {
    switch (n) {
    case 1:
      return;
    case 2: {
      break;
    }
    default:
      sleep(60);
      // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
    }
  }
};
struct SwitchAll_ok {
  int n;
  ~SwitchAll_ok() {
    switch (n) {
    case 1:
      return;
    default:
      return;
    }
    sleep(60);
  }
};
struct SwitchAfter_bad {
  int n;
  ~SwitchAfter_bad() {
    switch (n) {
    case 1:
      return;
    case 2:
      break;
    default:
      return;
    }
    sleep(60);
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  }
};
struct SwitchConstant_ok {
  ~SwitchConstant_ok() {
    switch (sizeof(int)) {
    case 8:
      sleep(60);
      break;
    case 4:
      break;
    default:
      sleep(60);
    }
  }
};
struct SwitchConstant_bad {
  ~SwitchConstant_bad() {
    switch (sizeof(int)) {
    case 8:
      sleep(60);
      break;
    case 3:
    case 4:
    case 5:
      sleep(61);
      // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}61 s
    }
  }
};
struct SwitchPast_bad {
  ~SwitchPast_bad() {
    switch (sizeof(int)) {
    case 8:
      return;
    }
    sleep(60);
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  }
};
struct Goto_bad {
  int n;
  ~Goto_bad() {
    if (n)
      goto out;
    return;
  out:
    sleep(60);
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  }
};
struct ShortCircuit_bad {
  int n;
  ~ShortCircuit_bad() {
    if (n && nap())
      // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
      return;
  }
};
struct Comma_bad {
  int n;
  ~Comma_bad() { n = 0, nap(); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
struct Conditional_bad {
  int n;
  ~Conditional_bad() { n ? nap() : 0; }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
// A template's branches are its instance's.
template <bool Wait> struct Chosen {
  ~Chosen() {
    if constexpr (Wait)
      sleep(60);
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  }
};
void chosen_ok() { Chosen<false> c; }
void chosen_bad() { Chosen<true> c; }
template <class T> struct ByType {
  ~ByType() {
    if (std::is_same_v<T, long>)
      sleep(60);
  }
};
void byType_ok() { ByType<int> c; }
