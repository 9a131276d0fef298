// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What constants, and running out of memory, rule out.
#include <array>
#include <bitset>
#include <cstdlib>
#include <map>
#include <new>
#include <stdexcept>
#include <thread>

struct Bit_ok {
  std::bitset<128> b;
  std::array<int, 3> a;
  ~Bit_ok() {
    b.set(3);
    a.at(2) = 1;
  }
};
struct Bit_bad {
  std::bitset<128> b;
  ~Bit_bad() { b.set(200); } // CHECK: :[[@LINE]]:{{.*}}warning:
};
struct Place_bad {
  std::array<int, 3> a;
  ~Place_bad() { a.at(3) = 1; } // CHECK: :[[@LINE]]:{{.*}}warning:
};
void *allocate(int size) {
  void *p = std::malloc(size);
  if (!p)
    throw std::bad_alloc();
  return p;
}
struct Memory_ok {
  ~Memory_ok() { std::free(allocate(64)); }
};
struct Other_bad {
  int n;
  ~Other_bad() {
    if (n < 0)
      throw std::runtime_error("negative"); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
};
struct Threads_bad {
  std::map<int, std::thread> all; // CHECK: :[[@LINE]]:{{.*}}warning: the thread in 'all'
  void add(int i) { all[i] = std::thread([] {}); }
};
struct Threads_ok {
  std::map<int, std::thread> all;
  void add(int i) { all.emplace(i, std::thread([] {})); }
  ~Threads_ok() {
    for (auto &[i, t] : all)
      t.join();
  }
};
