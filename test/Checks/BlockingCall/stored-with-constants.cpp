// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What a stored function does may hang on constants that it is run with.
#include <unistd.h>

struct Op {
  typedef void (*Func)(void *, Op *);
  Func func;
  Op *next = nullptr;
  explicit Op(Func f) : func(f) {}
  void complete(void *owner) { func(owner, this); }
  void destroy() { func(nullptr, this); }
};
struct Slow : Op {
  Slow() : Op(&Slow::run) {}
  static void run(void *owner, Op *) {
    if (owner)
      sleep(5);
  }
};
struct Discards_ok {
  Op *first = nullptr;
  ~Discards_ok() {
    while (Op *o = first) {
      first = o->next;
      o->destroy();
    }
  }
  void post() { first = new Slow; }
};
struct Completes_bad {
  Op *first = nullptr;
  ~Completes_bad() {
    while (Op *o = first) {
      first = o->next;
      o->complete(this); // CHECK: :[[@LINE]]:{{.*}}warning: destructor
    }
  }
  void post() { first = new Slow; }
};
void only_if(bool on) {
  if (on)
    sleep(5);
}
struct Off_ok {
  void (*f)(bool) = &only_if;
  ~Off_ok() { f(false); }
};
struct On_bad {
  void (*f)(bool) = &only_if;
  ~On_bad() { f(true); } // CHECK: :[[@LINE]]:{{.*}}warning: destructor
};
