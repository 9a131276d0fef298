// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// at() of what was looked at, and of what was not.
#include <map>
#include <string>
#include <vector>

struct Tables {
  std::map<int, int> byId;
  std::vector<int> all;
  std::string name;
  int sum = 0;
  int key = 0;
};
struct Blind_bad : Tables {
  ~Blind_bad() { sum += byId.at(key); } // CHECK: :[[@LINE]]:{{.*}}warning: 'std::out_of_range' may leave
};
struct First_bad : Tables {
  ~First_bad() { sum += all.at(0); } // CHECK: :[[@LINE]]:{{.*}}warning: 'std::out_of_range' may leave
};
struct OtherCondition_bad : Tables {
  ~OtherCondition_bad() {
    if (key != 0)
      sum += byId.at(key); // CHECK: :[[@LINE]]:{{.*}}warning: 'std::out_of_range' may leave
  }
};
struct Loop_ok : Tables {
  ~Loop_ok() {
    for (size_t i = 0; i < all.size(); ++i)
      sum += all.at(i);
  }
};
struct KnownSize_ok : Tables {
  ~KnownSize_ok() {
    const size_t end = all.size();
    for (size_t i = 0; i < end; ++i)
      sum += all.at(i);
  }
};
struct Empty_ok : Tables {
  ~Empty_ok() {
    if (name.empty())
      return;
    sum += name.at(0);
  }
};
struct Counted_ok : Tables {
  ~Counted_ok() {
    if (byId.count(key))
      sum += byId.at(key);
  }
};
// A helper's helper vouches for what it looks up.
struct Slots {
  std::vector<int> all;
  int &slot(size_t i) { return all.at(i); }
  void clear(size_t i) { slot(i) = 0; }
};
struct Near_bad {
  Slots *slots;
  size_t mine = 0;
  ~Near_bad() { slots->slot(mine) = 0; } // CHECK: :[[@LINE]]:{{.*}}warning: 'std::out_of_range' may leave
};
struct Far_ok {
  Slots *slots;
  size_t mine = 0;
  ~Far_ok() { slots->clear(mine); }
};
