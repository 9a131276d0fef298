// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// The thread of an object that nobody ever destroys needs no join.

#include <memory>
#include <thread>
#include <vector>

class Slot_ok {
public:
  Slot_ok() : T(&Slot_ok::loop, this) {}

private:
  void loop();
  std::thread T;
};
class Pool {
public:
  explicit Pool(unsigned N) {
    for (unsigned I = 0; I != N; ++I)
      Slots.push_back(std::make_unique<Slot_ok>());
  }

private:
  std::vector<std::unique_ptr<Slot_ok>> Slots;
};
Pool &defaultPool() {
  static Pool *const P = new Pool(4);
  return *P;
}

class Worker_bad {
public:
  Worker_bad() : T(&Worker_bad::loop, this) {}

private:
  void loop();
  std::thread T; // CHECK: [[@LINE]]:{{[0-9]+}}: warning: the thread in 'T' is neither joined nor detached
};
void use() { Worker_bad W; }

// Who is given it may destroy it.
class Given_bad {
public:
  Given_bad() : Its(&Given_bad::loop, this) {}

private:
  void loop();
  std::thread Its; // CHECK: [[@LINE]]:{{[0-9]+}}: warning: the thread in 'Its' is neither joined nor detached
};
static int Made;
Given_bad *make() {
  Made = 1;
  return new Given_bad;
}

// A static owner destroys it when the process ends.
class Owned_bad {
public:
  Owned_bad() : Mine(&Owned_bad::loop, this) {}

private:
  void loop();
  std::thread Mine; // CHECK: [[@LINE]]:{{[0-9]+}}: warning: the thread in 'Mine' is neither joined nor detached
};
Owned_bad &owned() {
  static std::unique_ptr<Owned_bad> One = std::make_unique<Owned_bad>();
  return *One;
}
