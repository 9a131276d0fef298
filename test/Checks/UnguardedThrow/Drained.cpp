// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// What a destructor hands to a helper that runs it is run by the destructor.

#include <functional>
#include <list>
#include <stdexcept>
#include <vector>

int status();
using Todo = std::list<std::function<void()>>;

static void drain(Todo &All) {
  while (!All.empty()) {
    auto One = std::move(All.front());
    All.pop_front();
    One();
  }
}
static void quietly(Todo &All) {
  for (auto &One : All)
    try {
      One();
    } catch (...) {
    }
}
static unsigned count(const Todo &All) { return All.size(); }

struct Proxy_bad {
  Todo AtEnd;
  Proxy_bad() {
    AtEnd.emplace_front([] {
      if (status())
        throw std::runtime_error("broken");
    });
  }
  // CHECK: [[@LINE+1]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave destructor 'Proxy_bad::~Proxy_bad'
  ~Proxy_bad() { drain(AtEnd); }
};

struct Pushed_bad {
  Todo Later;
  Pushed_bad() {
    Later.push_back([] {
      if (status())
        throw std::runtime_error("broken");
    });
  }
  // CHECK: [[@LINE+1]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave destructor 'Pushed_bad::~Pushed_bad'
  ~Pushed_bad() { drain(Later); }
};

struct Quiet_ok {
  Todo Silent;
  Quiet_ok() {
    Silent.emplace_back([] {
      if (status())
        throw std::runtime_error("broken");
    });
  }
  ~Quiet_ok() { quietly(Silent); }
};

struct Counts_ok {
  Todo Counted;
  unsigned Left = 0;
  Counts_ok() {
    Counted.emplace_back([] {
      if (status())
        throw std::runtime_error("broken");
    });
  }
  ~Counts_ok() { Left = count(Counted); }
};

// Another list of the same object.
struct Two_ok {
  Todo Ends, Turns;
  Two_ok() {
    Turns.emplace_back([] {
      if (status())
        throw std::runtime_error("broken");
    });
    Ends.emplace_back([] {});
  }
  ~Two_ok() { drain(Ends); }
};
