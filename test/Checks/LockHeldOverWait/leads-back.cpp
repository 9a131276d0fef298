// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What ends under a lock takes its leave at the holder, over other objects.
#include <memory>
#include <mutex>
#include <vector>

struct Task {
  virtual ~Task() = default;
};
class Timer {
  std::mutex m_;
  std::vector<std::shared_ptr<Task>> tasks_;
  int left_ = 0;

public:
  void cancel(int n) {
    std::lock_guard l(m_);
    left_ -= n;
  }
  void destroy_bad() {
    std::lock_guard l(m_);
    tasks_.clear(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'm_'
  }
  void destroy_ok() {
    std::vector<std::shared_ptr<Task>> ending;
    {
      std::lock_guard l(m_);
      ending.swap(tasks_);
    }
  }
};
class Instance {
  Timer timer_;

public:
  Timer &timer() { return timer_; }
};
struct Connection {
  Instance &instance;
  ~Connection() { instance.timer().cancel(1); }
};
struct Timeout : Task {
  std::shared_ptr<Connection> connection;
};

// A node of a list has its own lock.
class Node {
  std::mutex m_;
  std::unique_ptr<Node> next_;
  int uses_ = 0;

public:
  ~Node() {
    std::lock_guard l(m_);
    uses_ = 0;
  }
  void cut_ok() {
    std::lock_guard l(m_);
    next_.reset();
  }
};
