// RUN: %cleanexit scan %s -- -std=c++20 | FileCheck %s
// Methods of atomics, and the functions that do the same.
#include <atomic>
struct S {
  std::atomic<int> n;
  std::atomic_flag f;
};
void writes(S &s) {
  // CHECK-LABEL: function _Z6writesR1S
  // CHECK: set $0.n = 1
  s.n.store(1);
  // CHECK-NEXT: set $0.n = 2
  std::atomic_store(&s.n, 2);
  // CHECK-NEXT: set $0.n = ?
  s.n.fetch_add(1);
  // CHECK-NEXT: set $0.f = ?
  s.f.test_and_set();
  // CHECK-NEXT: set $0.f = ?
  std::atomic_flag_clear(&s.f);
}
bool reads(S &s) {
  // CHECK-LABEL: function _Z5readsR1S
  // CHECK-NOT: {{^ +}}set
  // CHECK: return
  return s.f.test() && s.n.load() == std::atomic_load(&s.n);
}
