// RUN: %cleanexit scan %s -- -std=c17 | FileCheck %s
// Writing to an atomic sets it, in whichever of the ways C has.
#include <stdatomic.h>
struct S {
  atomic_int stop;
  atomic_flag busy;
  int plain;
};
void writes(struct S *s) {
  // CHECK-LABEL: function writes
  // CHECK: set $0.stop = 1
  atomic_store(&s->stop, 1);
  // CHECK-NEXT: set $0.stop = 2
  atomic_store_explicit(&s->stop, 2, memory_order_release);
  // CHECK-NEXT: set $0.stop = ?
  atomic_fetch_add(&s->stop, 1);
  // CHECK: set $0.busy{{.*}} = 0
  atomic_flag_clear(&s->busy);
  // CHECK-NEXT: set $0.plain = 3
  __atomic_store_n(&s->plain, 3, __ATOMIC_SEQ_CST);
  // CHECK-NEXT: set four
  // CHECK-NEXT: set $0.plain = ?
  int four = 4;
  __atomic_store(&s->plain, &four, __ATOMIC_SEQ_CST);
  // CHECK-NEXT: set $0.plain = ?
  __sync_fetch_and_add(&s->plain, 1);
  // CHECK-NEXT: set $0.plain = 5
  __sync_lock_test_and_set(&s->plain, 5);
}
int reads(struct S *s) {
  // CHECK-LABEL: function reads
  // CHECK-NOT: set
  // CHECK: return ($0.stop)
  return atomic_load(&s->stop);
}
