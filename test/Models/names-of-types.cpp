// Known to be wrong: a function's name may have the inline namespaces that the
// source has, a type's may not, and nothing says so.
// RUN: split-file %s %t
// RUN: %cleanexit models --check %t/team.yaml
// RUN: %check --models=%t/team.yaml %t/a.cpp -- -std=c++20 -isystem %t | FileCheck %s --implicit-check-not=warning:

// CHECK: a.cpp:4:{{.*}}scope guard sleeps ('sleep') for up to 60 s

//--- team.h
namespace team {
inline namespace v2 {
template <class F> struct Guard { explicit Guard(F) {} ~Guard() {} };
template <class F> struct Other { explicit Other(F) {} ~Other() {} };
} // namespace v2
} // namespace team

//--- a.cpp
#include <team.h>
#include <unistd.h>
void plain_bad() {
  team::Guard g([] { sleep(60); });
}
void FN_inlineNamespace() {
  team::Other g([] { sleep(60); });
}

//--- team.yaml
library: team
types:
  - name: team::Guard
    scope_guard: true
  - name: team::v2::Other
    scope_guard: true
