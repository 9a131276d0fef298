// A file with its flags needs no database.
// RUN: cd %S && not %cleanexit check one-file.cpp -- -std=c++20 2>&1 | FileCheck %s --match-full-lines
#include <thread>

struct Pool {
  std::thread worker;
  ~Pool() { worker.join(); }
};
//      CHECK:one-file.cpp:7:13: warning: {{.*}}'Pool::~Pool'{{.*}} [cleanup-blocking-call]
// CHECK-NEXT:    7 |   ~Pool() { worker.join(); }
// CHECK-NEXT:      |             ^
// CHECK-NEXT:{{.*}}note: {{.*}}
//      CHECK:1 TU, 1 finding, 0 failures, {{[0-9.]+}} s
