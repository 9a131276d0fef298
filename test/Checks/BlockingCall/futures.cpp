// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// The end of what std::async gave waits, wherever it is kept.
#include <array>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <vector>
int work();
inline std::future<int> start() { return std::async(std::launch::async, work); }

struct Array_bad {
  std::future<int> parts[2];
  Array_bad() { parts[0] = std::async(std::launch::async, work); }
  ~Array_bad() {} // CHECK: :[[@LINE]]:{{.*}}waits for a result
};
struct StdArray_bad {
  std::array<std::future<int>, 2> parts;
  StdArray_bad() { parts[0] = start(); }
  ~StdArray_bad() {} // CHECK: :[[@LINE]]:{{.*}}waits for a result
};
struct Owned_bad {
  std::unique_ptr<std::future<int>> part = std::make_unique<std::future<int>>(start());
  ~Owned_bad() {} // CHECK: :[[@LINE]]:{{.*}}waits for a result
};
struct Reset_bad {
  std::unique_ptr<std::future<int>> part;
  void go() { part.reset(new std::future<int>(std::async(std::launch::async, work))); }
  ~Reset_bad() {} // CHECK: :[[@LINE]]:{{.*}}waits for a result
};
struct Lists_bad {
  std::map<int, std::vector<std::future<int>>> parts;
  void go() { parts[1].push_back(std::async(std::launch::async, work)); }
  ~Lists_bad() {} // CHECK: :[[@LINE]]:{{.*}}waits for a result
};
struct Referred_bad {
  std::map<int, std::vector<std::future<int>>> parts;
  void go() {
    auto &list = parts[1];
    list.emplace_back(start());
  }
  ~Referred_bad() {} // CHECK: :[[@LINE]]:{{.*}}waits for a result
};
struct Inserted_bad {
  std::map<int, std::future<int>> parts;
  void go() { parts.insert({1, std::async(std::launch::async, work)}); }
  ~Inserted_bad() {} // CHECK: :[[@LINE]]:{{.*}}waits for a result
};
struct Local_bad {
  ~Local_bad() {
    std::map<int, std::vector<std::future<int>>> parts; // CHECK: :[[@LINE]]:{{.*}}waits for a result
    parts[1].push_back(start());
  }
};
struct LocalOwned_bad {
  ~LocalOwned_bad() {
    auto part = std::make_unique<std::future<int>>(start()); // CHECK: :[[@LINE]]:{{.*}}waits for a result
  }
};
// A struct without a destructor of its own is told of at its member.
struct Job {
  int id;
  std::future<int> result; // CHECK: :[[@LINE]]:{{.*}}the end of 'result' waits for a result
};
struct Jobs {
  std::vector<Job> jobs;
  void go() { jobs.push_back(Job{1, std::async(std::launch::async, work)}); }
  ~Jobs() {}
};
struct Task {
  std::future<int> result; // CHECK: :[[@LINE]]:{{.*}}the end of 'result' waits for a result
};
struct Tasks {
  std::vector<std::unique_ptr<Task>> tasks;
  void go() {
    auto task = std::make_unique<Task>();
    task->result = start();
    tasks.push_back(std::move(task));
  }
  ~Tasks() {}
};
// What a promise gave does not wait.
struct Promised_ok {
  std::promise<int> promise;
  std::future<int> parts[2];
  std::map<int, std::vector<std::future<int>>> lists;
  std::unique_ptr<std::future<int>> part = std::make_unique<std::future<int>>(promise.get_future());
  void go() {
    parts[0] = promise.get_future();
    lists[1].push_back(promise.get_future());
  }
  ~Promised_ok() {}
};
