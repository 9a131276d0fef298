// A type's name, like a function's, may have the inline namespaces that the
// source has.
// RUN: split-file %s %t
// RUN: %cleanexit models --check %t/team.yaml
// RUN: %check --models=%t/team.yaml %t/a.cpp -- -std=c++20 -isystem %t | FileCheck %s --implicit-check-not=warning:

// CHECK: a.cpp:4:{{.*}}scope guard sleeps ('sleep') for up to 60 s
// CHECK: a.cpp:7:{{.*}}scope guard sleeps ('sleep') for up to 60 s
// CHECK: a.cpp:14:{{.*}}is held while 'locked_bad' sleeps

//--- team.h
namespace team {
inline namespace v2 {
template <class F> struct Guard { explicit Guard(F) {} ~Guard() {} };
template <class F> struct Other { explicit Other(F) {} ~Other() {} };
struct Mutex { void take(); };
struct Holder { explicit Holder(Mutex &); ~Holder(); };
} // namespace v2
} // namespace team
namespace elsewhere {
template <class F> struct Other { explicit Other(F) {} ~Other() {} };
} // namespace elsewhere

//--- a.cpp
#include <team.h>
#include <unistd.h>
void plain_bad() {
  team::Guard g([] { sleep(60); });
}
void inline_bad() {
  team::Other g([] { sleep(60); });
}
void others_ok() {
  elsewhere::Other g([] { sleep(60); });
}
void locked_bad(team::Mutex &m) {
  team::Holder h(m);
  sleep(60);
}

//--- team.yaml
library: team
types:
  - name: team::Guard
    scope_guard: true
  - name: team::v2::Other
    scope_guard: true
  - name: team::v2::Mutex
    lock: plain
  - name: team::v2::Holder
    lock_guard: true
