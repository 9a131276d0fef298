// RUN: split-file %s %t
// RUN: %cleanexit models --check %t/team.yaml
// RUN: not %cleanexit check --models=%t/team.yaml %t/a.cpp -- -std=c++20 > %t/out
// RUN: grep -E '^[^ ]+: warning: ' %t/out | FileCheck %s --implicit-check-not=warning:
// What a library of one's own wraps is what it was given.

//--- team.yaml
library: team
functions:
  - name: team::labeled
    stands_for: 1

//--- a.cpp
#include <functional>
#include <unistd.h>
namespace team {
std::function<void()> labeled(const char *name, void (*f)());
std::function<void()> other(const char *name, void (*f)());
}
static void slow() { sleep(5); }
class Labeled_bad {
  std::function<void()> f;

public:
  Labeled_bad() { f = team::labeled("slow", slow); }
  ~Labeled_bad() { f(); }
};
// CHECK: warning: destructor 'Labeled_bad::~Labeled_bad' sleeps
class Other_ok {
  std::function<void()> f;

public:
  Other_ok() { f = team::other("slow", slow); }
  ~Other_ok() { f(); }
};
