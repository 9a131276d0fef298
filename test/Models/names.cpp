// A plain name is C's: a C++ function that shares it is another one.
// RUN: split-file %s %t
// RUN: %check %t/a.cpp -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
// RUN: %check --models=%t/team.yaml %t/b.cpp -- -std=c++20 | FileCheck %s --check-prefix=OWN

// CHECK: 'C_bad::~C_bad' {{.*}}[cleanup-network-io]
// OWN: 'Own::~Own' {{.*}}[cleanup-network-io]
// A name may have the inline namespaces that the source has, or not.
// OWN: 'Spelled::~Spelled' {{.*}}[cleanup-network-io]
// OWN: 'Plain::~Plain' {{.*}}[cleanup-network-io]
// OWN-NOT: Other

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
namespace team { inline namespace v2 { template <class T> struct Client { void leave(); void part(); }; } }
namespace team { namespace v1 { struct Client { void leave(); }; } }
struct Spelled { team::Client<int> C; ~Spelled() { C.leave(); } };
struct Plain { team::Client<int> C; ~Plain() { C.part(); } };
struct Other { team::v1::Client C; ~Other() { C.leave(); } };

//--- team.yaml
library: team
functions:
  - name: finish
    does: network
    why: "it says goodbye"
  - names: [team::v2::Client::leave, team::Client::part]
    does: network
    why: "it says goodbye"
