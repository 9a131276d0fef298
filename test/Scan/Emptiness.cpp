// RUN: %cleanexit scan %s -- -std=c++20 | FileCheck %s
// What has no elements is known where it is assigned, and who asks for that.
#include <compare>
#include <deque>
#include <optional>
#include <utility>

struct Version {
  unsigned Major;
};
// Of three answers none says whether there is anything.
inline auto operator<=>(const Version &A, const Version &B) {
  return A.Major <=> B.Major;
}
bool isOlder(const Version &A, const Version &B) { return A < B; }
// CHECK-LABEL: "isOlder"
// CHECK: operator<=>

struct Jobs {
  std::deque<int> Queue;
  std::optional<int> Slot;
  int Pending = 0;
  bool Stop = false;

  void assigned() { Queue = {}; }
  // CHECK-LABEL: "Jobs::assigned"
  // CHECK: set this.Queue = null
  void listed() { Queue = {1}; }
  // CHECK-LABEL: "Jobs::listed"
  // CHECK: set this.Queue = ?
  void constructed() { Queue = std::deque<int>(); }
  // CHECK-LABEL: "Jobs::constructed"
  // CHECK: set this.Queue = null
  void exchanged() { auto Old = std::exchange(Queue, {}); }
  // CHECK-LABEL: "Jobs::exchanged"
  // CHECK: set this.Queue = null
  void cleared() { Queue.clear(); }
  // CHECK-LABEL: "Jobs::cleared"
  // CHECK: set this.Queue = null
  void reset() { Slot.reset(); }
  // CHECK-LABEL: "Jobs::reset"
  // CHECK: set this.Slot = null
  void none() { Slot = std::nullopt; }
  // CHECK-LABEL: "Jobs::none"
  // CHECK: set this.Slot = null

  bool hasAny() const { return !Queue.empty(); }
  // CHECK-LABEL: "Jobs::hasAny"
  // CHECK: return (?, this.Queue+filled-then+filled-else)
  bool isDone() const { return Stop && Queue.size() == 0; }
  // CHECK-LABEL: "Jobs::isDone"
  // CHECK: return (?, this.Stop+then, this.Queue+not+filled-then)
  bool hasMore() const { return 0 < Queue.size() || Pending > 0; }
  // CHECK-LABEL: "Jobs::hasMore"
  // CHECK: return (?, this.Queue+filled-else, this.Pending)
  void drain() {
    while (!Queue.empty())
      Queue.pop_front();
  }
  // CHECK-LABEL: "Jobs::drain"
  // CHECK: loop (this.Queue+filled-then+filled-else)
};
void use(Jobs &J) {
  J.assigned();
  J.listed();
}
