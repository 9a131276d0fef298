// A model file of one's own: for a library, or for a function of the project
// whose body is not seen.
// RUN: split-file %s %t
// RUN: %cleanexit models --check %t/team.yaml
// RUN: %check --models=%t/team.yaml %t/a.cpp -- -std=c++20 | FileCheck %s
// RUN: %cleanexit check %t/a.cpp -- -std=c++20 | count 0

// CHECK: a.cpp:3:{{.*}}'Session::~Session' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}the billing service answers when it likes
// CHECK: a.cpp:4:{{.*}} 3 s
// CHECK-NOT: a.cpp:5

//--- team.yaml
library: billing
functions:
  - name: billing::Client::finish
    does: network
    why: "the billing service answers when it likes"
    bound: {arg: 0, unit: s}
    polls: {arg: 0, equals: 0}

//--- a.cpp
namespace billing { struct Client { void finish(int Seconds); }; }
int timeout();
struct Session { billing::Client C; ~Session() { C.finish(timeout()); } };
struct Timed { billing::Client C; ~Timed() { C.finish(3); } };
struct Quick { billing::Client C; ~Quick() { C.finish(0); } };
