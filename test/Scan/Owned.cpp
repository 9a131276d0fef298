// RUN: %cleanexit scan %s -- -std=c++20 | FileCheck %s --check-prefix=ELEMENT
// RUN: %cleanexit scan %s -- -std=c++20 | FileCheck %s
// What ends although nobody wrote it: elements, members, temporaries.
#include <array>
#include <deque>
#include <forward_list>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <set>
#include <stack>
#include <tuple>
#include <unordered_map>
#include <variant>
#include <vector>

// Only what the library's destructor would have run tells that ~Pool<T> is used.
template <class T> struct Pool { T *p; ~Pool() { p->stop(); } };
struct Engine { void stop(); };
template <int N> struct E { void stop(); };
template <int N> using P = Pool<E<N>>;

void owners() {
  std::vector<P<1>> vector;
  std::unique_ptr<P<2>> unique;
  std::shared_ptr<P<3>> shared;
  std::optional<P<4>> optional;
  std::variant<int, P<5>> variant;
  std::map<int, P<6>> map;
  std::unordered_map<int, P<7>> unordered;
  std::list<P<8>> list;
  std::deque<P<9>> deque;
  std::tuple<int, P<10>> tuple;
  std::pair<int, P<11>> pair;
  std::array<P<12>, 2> array;
  std::unique_ptr<P<13>[]> made;
  std::queue<P<14>> queue;
  std::stack<P<15>> stack;
  std::forward_list<P<16>> forward;
  std::vector<std::unique_ptr<P<17>>> both;
  std::map<int, std::vector<std::shared_ptr<P<18>>>> deep;
  P<19> plain[3];
  new P<20>; // never ends
  delete (P<21> *)nullptr;
  delete[] (P<22> *)nullptr;
  static P<23> forever;
  thread_local P<24> forThread;
  auto later = std::make_unique<P<25>>();
}
// ELEMENT-DAG: call {{.*}}_ZN1EILi1EE4stopEv on this.p
// ELEMENT-DAG: call {{.*}}_ZN1EILi2EE4stopEv on this.p
// ELEMENT-DAG: call {{.*}}_ZN1EILi3EE4stopEv on this.p
// ELEMENT-DAG: call {{.*}}_ZN1EILi4EE4stopEv on this.p
// ELEMENT-DAG: call {{.*}}_ZN1EILi5EE4stopEv on this.p
// ELEMENT-DAG: call {{.*}}_ZN1EILi6EE4stopEv on this.p
// ELEMENT-DAG: call {{.*}}_ZN1EILi7EE4stopEv on this.p
// ELEMENT-DAG: call {{.*}}_ZN1EILi8EE4stopEv on this.p
// ELEMENT-DAG: call {{.*}}_ZN1EILi9EE4stopEv on this.p
// ELEMENT-DAG: call {{.*}}_ZN1EILi10EE4stopEv on this.p
// ELEMENT-DAG: call {{.*}}_ZN1EILi11EE4stopEv on this.p
// ELEMENT-DAG: call {{.*}}_ZN1EILi12EE4stopEv on this.p
// ELEMENT-DAG: call {{.*}}_ZN1EILi13EE4stopEv on this.p
// ELEMENT-DAG: call {{.*}}_ZN1EILi14EE4stopEv on this.p
// ELEMENT-DAG: call {{.*}}_ZN1EILi15EE4stopEv on this.p
// ELEMENT-DAG: call {{.*}}_ZN1EILi16EE4stopEv on this.p
// ELEMENT-DAG: call {{.*}}_ZN1EILi17EE4stopEv on this.p
// ELEMENT-DAG: call {{.*}}_ZN1EILi18EE4stopEv on this.p
// ELEMENT-DAG: call {{.*}}_ZN1EILi19EE4stopEv on this.p
// ELEMENT-DAG: call {{.*}}_ZN1EILi21EE4stopEv on this.p
// ELEMENT-DAG: call {{.*}}_ZN1EILi22EE4stopEv on this.p
// ELEMENT-DAG: call {{.*}}_ZN1EILi23EE4stopEv on this.p
// ELEMENT-DAG: call {{.*}}_ZN1EILi24EE4stopEv on this.p
// ELEMENT-DAG: call {{.*}}_ZN1EILi25EE4stopEv on this.p
// ELEMENT-DAG: owner static {{.*}}forever
// ELEMENT-DAG: owner {{.*}}forThread

struct S { S(); ~S(); int n; S(S &&); };
S make();
void take(S);
void temporaries() {
  // CHECK-LABEL: function _Z11temporariesv
  make();
  // CHECK: call {{.*}}make
  // CHECK-NEXT: call {{.*}}~S{{.*}} [destroys implicit temporary]
  const S &kept = make();
  take(make());
  // A parameter ends in the function that has it.
  // CHECK: call {{.*}}take
  // CHECK: call {{.*}}~S{{.*}} [destroys implicit moved temporary]
  int n = make().n;
  // CHECK: call {{.*}}make
  // CHECK: call {{.*}}~S{{.*}} [destroys implicit temporary]
  if (make().n)
    n = 2;
  // CHECK: call {{.*}}make
  // CHECK-NEXT: call {{.*}}~S{{.*}} [destroys implicit temporary]
  // CHECK: if
  // CHECK: call {{.*}}~S{{.*}} on {{.*}}kept{{.*}} [destroys implicit scope-end]
}
S byValue(S a, bool b) {
  // CHECK-LABEL: function _Z7byValue1Sb
  S local;
  if (b)
    return local;
  // CHECK: call {{.*}}~S{{.*}} on $0 [destroys
  // CHECK: return
  throw 1;
  // CHECK: throw
}
struct Members {
  S first, second;
  std::vector<S> third;
  ~Members();
};
Members::~Members() {}
// CHECK-LABEL: function _ZN7MembersD1Ev
// CHECK: call {{.*}}~vector{{.*}} on this.third [destroys implicit member]
// CHECK-NEXT: call {{.*}}~S{{.*}} on this.second
// CHECK-NEXT: call {{.*}}~S{{.*}} on this.first
struct Sub : Members { S own; };
Sub *sub;
void end() { delete sub; }
// CHECK-LABEL: function _ZN3SubD1Ev
// CHECK: call {{.*}}~S{{.*}} on this.own
// CHECK-NEXT: call {{.*}}~Members{{.*}} on this
