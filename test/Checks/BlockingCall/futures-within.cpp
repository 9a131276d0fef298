// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 \
// RUN:   | grep -E '^[^ ]+: warning: ' | FileCheck %s --implicit-check-not=warning:
// A future that std::async made waits at its end also within what a factory
// returns: a struct, a pair, a tuple.
#include <future>
#include <tuple>
#include <utility>

int work();
std::future<int> promised();

struct Listed {
  int id;
  std::future<int> f;
  // CHECK: :[[@LINE-1]]:{{.*}}warning: the end of 'f'
};
Listed listed_bad() { return {1, std::async(std::launch::async, work)}; }
struct HasListed {
  Listed r = listed_bad();
};

struct Promised {
  int id;
  std::future<int> f;
};
Promised promised_ok() { return {1, promised()}; }
struct HasPromised {
  Promised r = promised_ok();
};

using Pair = std::pair<int, std::future<int>>;
Pair pair() { return {1, std::async(std::launch::async, work)}; }
Pair made() {
  return std::make_pair(1, std::async(std::launch::async, work));
}
Pair named() {
  Pair p{1, std::async(std::launch::async, work)};
  return p;
}
Pair lazy() { return {1, promised()}; }
std::tuple<int, std::future<int>> tuple() {
  return {1, std::async(std::launch::async, work)};
}

void pair_bad() {
  auto p = pair();
  // CHECK: :[[@LINE-1]]:{{.*}}warning: the end of 'p'
}
struct Made {
  Pair p = made();
  ~Made() {}
  // CHECK: :[[@LINE-1]]:{{.*}}warning: destructor 'Made::~Made'
};
void named_bad() {
  auto p = named();
  // CHECK: :[[@LINE-1]]:{{.*}}warning: the end of 'p'
}
void tuple_bad() {
  auto t = tuple();
  // CHECK: :[[@LINE-1]]:{{.*}}warning: the end of 't'
}
void part_bad() {
  std::future<int> f = pair().second;
  // CHECK: :[[@LINE-1]]:{{.*}}warning: the end of 'f'
}
void bound_bad() {
  auto [i, f] = pair();
  // CHECK: :[[@LINE-1]]:{{.*}}warning: the end of
}
struct Tied {
  int n;
  std::future<int> f;
  Tied() { std::tie(n, f) = pair(); }
  ~Tied() {}
  // CHECK: :[[@LINE-1]]:{{.*}}warning: destructor 'Tied::~Tied'
};

void lazy_ok() { auto p = lazy(); }
struct Lazy {
  int n;
  std::future<int> f;
  Lazy() { std::tie(n, f) = lazy(); }
  ~Lazy() {}
};
void awaited_ok() {
  auto p = pair();
  p.second.get();
}
