// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A listener's method that does nothing, and that nobody overrides here, is there
// for who uses the library; so are others than those that are seen.
// TELLS: Listener Observer onStarted onEnded
#include <memory>
#include <mutex>
#include <vector>

struct Listener {
  virtual ~Listener() = default;
  virtual void onStarted() {}
};
struct Observer {
  virtual ~Observer() = default;
  virtual void onEnded() = 0;
};
struct Counter : Observer {
  int Ended = 0;
  void onEnded() override { ++Ended; }
};
class Jobs {
  std::mutex Lock;
  std::vector<std::shared_ptr<Listener>> Listeners;
  std::vector<std::shared_ptr<Observer>> Observers;
  int Running = 0;
  virtual void prepare() {}

public:
  virtual ~Jobs() = default;
  void add(std::shared_ptr<Listener> L) {
    std::lock_guard<std::mutex> Hold(Lock);
    Listeners.push_back(std::move(L));
  }
  void watch(std::shared_ptr<Observer> O) {
    std::lock_guard<std::mutex> Hold(Lock);
    Observers.push_back(std::move(O));
  }
  void start_bad() {
    std::lock_guard<std::mutex> Hold(Lock);
    for (auto &L : Listeners)
      // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'Lock' is held while 'Jobs::start_bad' runs code that others have chosen; deadlock if
      L->onStarted();
    ++Running;
  }
  void end_bad() {
    std::lock_guard<std::mutex> Hold(Lock);
    for (auto &O : Observers)
      // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'Lock' is held while 'Jobs::end_bad' runs a stored callback; deadlock if
      O->onEnded();
  }
  void prepare_ok() {
    std::lock_guard<std::mutex> Hold(Lock);
    prepare();
  }
  void copied_ok() {
    std::vector<std::shared_ptr<Listener>> Copies;
    {
      std::lock_guard<std::mutex> Hold(Lock);
      Copies = Listeners;
    }
    for (auto &L : Copies)
      L->onStarted();
  }
};
