// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Readers do not wait for each other, but whoever wants to write waits for all of
// them, also for the one that calls it.
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <vector>

struct Listener {
  virtual ~Listener() = default;
  virtual void changed() = 0;
};

class Feed_bad {
  std::shared_mutex Lock;
  std::vector<Listener *> Listeners;

public:
  void add(Listener *L) {
    std::unique_lock Write(Lock);
    Listeners.push_back(L);
  }
  void tell() {
    std::shared_lock Read(Lock);
    for (Listener *L : Listeners)
      // CHECK: [[@LINE+1]]:7: warning: 'Lock' is held while 'Feed_bad::tell' runs code that others have chosen; deadlock if that calls back into the object
      L->changed();
  }
};

class Topics_bad {
  std::shared_mutex TopicsLock;
  std::map<int, std::function<void(int)>> Slots;

public:
  void disconnect(int Id) {
    std::lock_guard Write(TopicsLock);
    Slots.erase(Id);
  }
  void connect(int Id, std::function<void(int)> Slot) {
    std::lock_guard Write(TopicsLock);
    Slots[Id] = std::move(Slot);
  }
  void emit(int Value) {
    std::shared_lock Read(TopicsLock);
    for (auto &[Id, Slot] : Slots)
      // CHECK: [[@LINE+1]]:11: warning: 'TopicsLock' is held while 'Topics_bad::emit' runs code that others have chosen; deadlock if that calls back into the object
      Slot(Value);
  }
};

// Nobody writes once it is made.
class Fixed_ok {
  mutable std::shared_mutex FixedLock;
  const std::vector<Listener *> Fixed;

public:
  explicit Fixed_ok(std::vector<Listener *> All) : Fixed(std::move(All)) {}
  size_t count() const {
    std::shared_lock Read(FixedLock);
    return Fixed.size();
  }
  void tell() const {
    std::shared_lock Read(FixedLock);
    for (Listener *L : Fixed)
      L->changed();
  }
};

class Copied_ok {
  std::shared_mutex CopyLock;
  std::vector<std::shared_ptr<Listener>> Kept;

public:
  void add(std::shared_ptr<Listener> L) {
    std::unique_lock Write(CopyLock);
    Kept.push_back(std::move(L));
  }
  void tell() {
    std::vector<std::shared_ptr<Listener>> Now;
    {
      std::shared_lock Read(CopyLock);
      Now = Kept;
    }
    for (auto &L : Now)
      L->changed();
  }
};
