// RUN: %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20
// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' --option=cleanup.AllocationFailure=true %s -- -std=c++20 \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// RUN: %clang-tidy -checks='-*,cleanup-unguarded-throw' -config='{CheckOptions: {cleanup.AllocationFailure: true}}' %s -- -std=c++20 2>&1 | FileCheck %s
// That memory is out counts only if somebody asks for it.
#include <new>
struct Node {
  Node *next;
};
Node *last;
struct Keeps_bad {
  ~Keeps_bad() { last = new Node{last}; }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: 'std::bad_alloc' may leave destructor 'Keeps_bad::~Keeps_bad'
};
struct Array_bad {
  int *p;
  ~Array_bad() { p = new int[64]; }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: 'std::bad_alloc' may leave destructor 'Array_bad::~Array_bad'
};
struct Nothrow_ok {
  ~Nothrow_ok() { last = new (std::nothrow) Node{last}; }
};
struct Placed_ok {
  alignas(Node) char room[sizeof(Node)];
  ~Placed_ok() { last = new (room) Node{last}; }
};
struct Caught_ok {
  ~Caught_ok() {
    try {
      last = new Node{last};
    } catch (const std::bad_alloc &) {
    }
  }
};
