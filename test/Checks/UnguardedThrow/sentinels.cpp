// RUN: not %cleanexit check --checks=cleanup-unguarded-throw %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What equals an address is not null; and what is only written through a pointer
// leaves a null one alone.
#include <stdexcept>

enum class Answer : unsigned long { Good = 0, Gone = 2 };
static Answer theDefault = Answer::Good;
Answer *Raise = &theDefault;
static Answer other;
unsigned long closeSession(unsigned long session);

static bool judged(unsigned long result, Answer *into) {
  if (into == Raise) {
    if (result != 0)
      throw std::runtime_error("session");
  } else if (into != nullptr) {
    *into = static_cast<Answer>(result);
  }
  return result == 0;
}
static bool judgedHere(unsigned long result, Answer *into) {
  if (into != &other)
    return result == 0;
  throw std::runtime_error("session");
}

struct Module {
  bool close(unsigned long session, Answer *into = Raise) const { return judged(closeSession(session), into); }
};
struct Quiet_ok {
  Module module;
  unsigned long session = 0;
  ~Quiet_ok() { module.close(session, nullptr); }
};
struct Loud_bad {
  Module module;
  unsigned long session = 0;
  ~Loud_bad() { module.close(session); } // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave destructor 'Loud_bad::~Loud_bad'
};
struct Direct_ok {
  ~Direct_ok() { judgedHere(closeSession(1), nullptr); }
};
struct Direct_bad {
  ~Direct_bad() { judgedHere(closeSession(1), &other); } // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave destructor 'Direct_bad::~Direct_bad'
};

// Where it is null, it may get another value.
static void refill(Answer *into) {
  if (!into)
    into = Raise;
  if (into)
    throw std::runtime_error("always");
}
struct Refilled_bad {
  ~Refilled_bad() { refill(nullptr); } // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave destructor 'Refilled_bad::~Refilled_bad'
};

void use() {
  Quiet_ok a;
  Loud_bad b;
  Direct_ok c;
  Direct_bad d;
  Refilled_bad e;
}
