// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// A class that has more to it than one callable is no scope guard: what its
// destructor runs is told of the destructor.

#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

int status();
[[noreturn]] void fail() { throw std::runtime_error("broken"); }

class Tracker_bad {
public:
  // CHECK: [[@LINE+1]]:20: warning: 'std::runtime_error' may leave destructor 'Tracker_bad::~Tracker_bad'
  ~Tracker_bad() { markDestroyed(); }
  void onDestroyed(std::function<void()> Listener) {
    Listeners[++Last] = std::move(Listener);
  }

private:
  void markDestroyed() {
    auto Local = std::move(Listeners);
    for (auto &[Id, Listener] : Local)
      Listener();
  }
  int Last = 0;
  std::map<int, std::function<void()>> Listeners;
};

class Role {
public:
  explicit Role(Tracker_bad &Of) {
    Of.onDestroyed([this] {
      if (Mapped)
        fail();
    });
  }
  bool Mapped = false;
};

class Pool_bad {
public:
  Pool_bad(std::function<void *()> Make, std::function<void(void *)> Free)
      : Make(std::move(Make)), Free(std::move(Free)) {}
  // CHECK: [[@LINE+1]]:17: warning: 'std::runtime_error' may leave destructor 'Pool_bad::~Pool_bad'
  ~Pool_bad() { release(); }
  void release() {
    while (!Spare.empty()) {
      Free(Spare.back());
      Spare.pop_back();
    }
  }

private:
  std::function<void *()> Make;
  std::function<void(void *)> Free;
  std::vector<void *> Spare;
};

class Device {
  Pool_bad Blocks{[] { return nullptr; }, [this](void *) { put(); }};
  void put() {
    if (status())
      fail();
  }
};

// Each of two callables is what its own step runs.
class Transaction_bad {
public:
  Transaction_bad(int At, std::function<void()> Commit,
                  std::function<void()> Rollback)
      : At(At), Commit(std::move(Commit)), Rollback(std::move(Rollback)) {}
  ~Transaction_bad() {
    if (Done)
      // CHECK: [[@LINE+1]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave destructor 'Transaction_bad::~Transaction_bad'
      Commit();
    else
      Rollback();
  }
  bool Done = false;
  int At;

private:
  std::function<void()> Commit, Rollback;
};
void use() { Transaction_bad T(1, [] { fail(); }, [] {}); }

// A list of guards; the helper that runs one catches what it throws.
class List_ok {
public:
  ~List_ok() {
    for (auto &One : All)
      runQuietly(One);
  }
  void add(std::function<void()> F) { All.push_back(std::move(F)); }

private:
  static void runQuietly(const std::function<void()> &F) {
    try {
      F();
    } catch (...) {
    }
  }
  std::vector<std::function<void()>> All;
};
void useList() {
  List_ok L;
  L.add([] { fail(); });
}

// One callable and whether it is armed: a scope guard.
class Guard_bad {
public:
  explicit Guard_bad(std::function<void()> F) : F(std::move(F)) {}
  ~Guard_bad() {
    if (Armed)
      F();
  }
  bool Armed = true;

private:
  std::function<void()> F;
};
void useGuard() {
  // CHECK: [[@LINE+1]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave scope guard
  Guard_bad G([] { fail(); });
}
