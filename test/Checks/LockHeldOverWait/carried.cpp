// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// What a callable has captured, and the deleter that came with a pointer, are
// where those are put: also in a struct that a container has, by an iterator.

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>
#include <unistd.h>

struct Session {
  std::thread Reader{[] {
    for (;;)
      pause();
  }};
  ~Session() { Reader.join(); }
};

struct Topic {
  std::vector<std::function<void()>> Listeners;
};

class Topics {
  std::mutex Mutex;
  std::map<int, std::unique_ptr<Topic>> ById;

public:
  void listen(int Id) {
    auto Mine = std::make_shared<Session>();
    auto It = ById.find(Id);
    It->second->Listeners.push_back([Mine] {});
  }
  void drop_bad(int Id) {
    std::lock_guard G(Mutex);
    // CHECK: [[@LINE+1]]:5: warning: 'Mutex' is held while {{.*}} waits for a thread to end
    ById.erase(Id);
  }
  void drop_ok(int Id) {
    std::unique_ptr<Topic> Old;
    std::lock_guard G(Mutex);
    Old = std::move(ById[Id]);
  }
};

class Pool {
  std::mutex Mutex;
  std::map<int, std::shared_ptr<int>> Lent;
  void giveBack() { std::lock_guard G(Mutex); }

public:
  void lend(int Id) {
    std::shared_ptr<int> One(new int, [this](int *P) {
      delete P;
      giveBack();
    });
    auto It = Lent.find(Id);
    It->second = One;
  }
  void forget_bad(int Id) {
    std::lock_guard G(Mutex);
    // CHECK: [[@LINE+1]]:5: warning: deadlock: 'Mutex', which is held here, is taken again
    Lent.erase(Id);
  }
};

// A copy of the pointer is another matter.
class Copies {
  std::mutex Mutex;
  std::vector<std::shared_ptr<int>> Kept;
  void giveBack() { std::lock_guard G(Mutex); }

public:
  void lend() {
    std::shared_ptr<int> One(new int, [this](int *P) {
      delete P;
      giveBack();
    });
    auto First = Kept.front();
    First = One;
  }
  void clear_ok() {
    std::lock_guard G(Mutex);
    Kept.clear();
  }
};
