// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What is erased by a key is not the last owner of what the key holds.
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

struct Task {
  std::thread Worker;
  ~Task() { Worker.join(); }
};

struct Tasks {
  std::mutex TasksMutex;
  std::map<std::shared_ptr<Task>, int> Times;
  std::map<int, std::shared_ptr<Task>> ByTime;
  void seldom() { std::lock_guard<std::mutex> Hold(TasksMutex); }
  void cancel_ok(const std::shared_ptr<Task> &Which) {
    std::lock_guard<std::mutex> Hold(TasksMutex);
    Times.erase(Which);
  }
  void forget_bad(int When) {
    std::lock_guard<std::mutex> Hold(TasksMutex);
    // CHECK: [[@LINE+1]]:5: warning: 'TasksMutex' is held while 'Tasks::forget_bad' waits for a thread to end ('std::thread::join')
    ByTime.erase(When);
  }
};

struct Values {
  std::mutex ValuesMutex;
  std::map<std::shared_ptr<int>, std::unique_ptr<Task>> OfKeys;
  void seldom() { std::lock_guard<std::mutex> Hold(ValuesMutex); }
  void cancel_bad(const std::shared_ptr<int> &Which) {
    std::lock_guard<std::mutex> Hold(ValuesMutex);
    // CHECK: [[@LINE+1]]:5: warning: 'ValuesMutex' is held
    OfKeys.erase(Which);
  }
};

struct Listed {
  std::mutex ListedMutex;
  std::list<std::shared_ptr<Task>> List;
  void seldom() { std::lock_guard<std::mutex> Hold(ListedMutex); }
  void drop_ok(const std::shared_ptr<Task> &Which) {
    std::lock_guard<std::mutex> Hold(ListedMutex);
    std::erase(List, Which);
  }
};
