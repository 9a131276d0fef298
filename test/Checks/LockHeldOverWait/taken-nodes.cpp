// RUN: not %cleanexit check --checks=cleanup-lock-held-over-wait %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What is moved out of a node of a map does not end with the node.
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

class Worker {
  std::thread thread_;

public:
  explicit Worker(std::thread t) : thread_(std::move(t)) {}
  ~Worker() { thread_.join(); }
};

class Workers {
  std::mutex m_, other_;
  std::map<int, std::unique_ptr<Worker>> all_;

public:
  int size() {
    std::lock_guard<std::mutex> l(m_);
    return all_.size();
  }
  std::unique_ptr<Worker> take_ok(int id) {
    std::lock_guard<std::mutex> l(m_);
    auto node = all_.extract(id);
    return node ? std::move(node.mapped()) : nullptr;
  }
  bool drop_bad(int id) {
    std::lock_guard<std::mutex> l(other_);
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'other_' is held while 'Workers::drop_bad' waits for a thread to end
    auto node = all_.extract(id);
    return !node.empty();
  }
};
