// A length, or flags, that a variable is given after it was made; what it may
// be on different ways counts as the longest, and a negative one is no end.
// RUN: %cleanexit check %s -- -std=c++20 > %t || true
// RUN: FileCheck %s < %t
#include <netdb.h>
#include <poll.h>

// CHECK: :[[#@LINE+5]]:{{.*}}'Later_bad::~Later_bad' {{.*}} for up to 5 s
struct Later_bad {
  ~Later_bad() {
    int ms = 0;
    ms = 5000;
    poll(nullptr, 0, ms);
  }
};
// CHECK: :[[#@LINE+5]]:{{.*}}'Added_bad::~Added_bad' {{.*}} with no bound
struct Added_bad {
  ~Added_bad() {
    int ms = 0;
    ms += 5000;
    poll(nullptr, 0, ms);
  }
};
// CHECK: :[[#@LINE+7]]:{{.*}}'Maybe_bad::~Maybe_bad' {{.*}} with no bound
struct Maybe_bad {
  bool forever;
  ~Maybe_bad() {
    int ms = 0;
    if (forever)
      ms = -1;
    poll(nullptr, 0, ms);
  }
};
// CHECK-NOT: _ok
struct Zero_ok {
  ~Zero_ok() {
    int ms;
    ms = 0;
    poll(nullptr, 0, ms);
  }
};
struct Either_ok {
  bool brief;
  ~Either_ok() {
    int ms = 5;
    if (brief)
      ms = 1;
    poll(nullptr, 0, ms);
  }
};
struct Numbers_ok {
  sockaddr *address;
  char name[64];
  ~Numbers_ok() {
    int flags;
    flags = NI_NUMERICHOST | NI_NUMERICSERV;
    getnameinfo(address, 16, name, sizeof name, nullptr, 0, flags);
  }
};
// CHECK-NOT: warning:
