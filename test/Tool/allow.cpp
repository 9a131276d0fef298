// Comments of our own silence findings in both doors: on the finding's line, or
// alone above the code.
// RUN: not %cleanexit check %s -- -std=c++20 > %t.tool
// RUN: FileCheck %s < %t.tool
// RUN: %clang-tidy -checks='-*,cleanup-*' %s -- -std=c++20 | %python %S/Inputs/without-repairs.py > %t.tidy
// RUN: diff %t.tool %t.tidy
// RUN: not %cleanexit check %s --option=cleanup.RequireReason=true -- -std=c++20 > %t.tool
// RUN: FileCheck %s --check-prefixes=CHECK,REASON < %t.tool
// RUN: %clang-tidy -checks='-*,cleanup-*' -config='{CheckOptions: {cleanup.RequireReason: true}}' %s -- -std=c++20 | %python %S/Inputs/without-repairs.py > %t.tidy
// RUN: diff %t.tool %t.tidy
#include <thread>

struct SameLine_ok {
  std::thread t;
  ~SameLine_ok() { t.join(); } // cleanexit: allow(cleanup-blocking-call) it has ended
};
struct Above_ok {
  std::thread t;
  // cleanexit: allow(cleanup-network-io, cleanup-block*) it has ended: the
  // flag was set, see stop().

  // Joins.
  ~Above_ok() { t.join(); }
};
struct Block_ok {
  std::thread t;
  ~Block_ok() { t.join(); } /* cleanexit: allow(cleanup-*) it has ended */
};
// CHECK-NOT: _ok
// REASON: [[@LINE+4]]:26: warning: {{.*}}NoReason
// REASON: [[@LINE+2]]:6: note: the comment that allows this gives no reason, which cleanup.RequireReason asks for
struct NoReason { std::thread t;
  // cleanexit: allow(cleanup-blocking-call)
  ~NoReason() { /*    */ t.join(); } };
// CHECK: [[@LINE+3]]:{{[0-9]+}}: warning: {{.*}}OtherCheck_bad
struct OtherCheck_bad {
  std::thread t;
  ~OtherCheck_bad() { t.join(); } // cleanexit: allow(cleanup-network-io) no
};
// CHECK: [[@LINE+4]]:{{[0-9]+}}: warning: {{.*}}OnceOnly_bad
struct OnceOnly_bad {
  std::thread t;
  int none; // cleanexit: allow(cleanup-blocking-call) not the line below
  ~OnceOnly_bad() { t.join(); }
};
// CHECK: [[@LINE+4]]:{{[0-9]+}}: warning: {{.*}}InString_bad
struct InString_bad {
  std::thread t;
  ~InString_bad() {
    const char *s = R"(// cleanexit: allow(cleanup-blocking-call) no)"; t.join();
  }
};
// CHECK-NOT: _ok
