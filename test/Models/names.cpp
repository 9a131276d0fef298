// A plain name is C's: a C++ function that shares it is another one.
// RUN: split-file %s %t
// RUN: %check %t/a.cpp -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
// RUN: %check --models=%t/team.yaml %t/b.cpp -- -std=c++20 | FileCheck %s --check-prefix=OWN

// CHECK: 'C_bad::~C_bad' {{.*}}[cleanup-network-io]
// OWN: 'Own::~Own' {{.*}}[cleanup-network-io]

//--- a.cpp
struct Peer;
void connect(Peer &);
extern "C" int shutdown(int, int);
extern "C" int accept(int, void *, void *);
struct Cxx_ok { Peer *P; ~Cxx_ok() { connect(*P); } };
struct C_bad { ~C_bad() { accept(1, nullptr, nullptr); } };

//--- b.cpp
struct Peer;
void finish(Peer &);
struct Own { Peer *P; ~Own() { finish(*P); } };

//--- team.yaml
library: team
functions:
  - name: finish
    does: network
    why: "it says goodbye"
