// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// What a guard was given goes where the guard goes: into a member, a container, a
// struct that a container has. Who ends it there runs it.

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>
#include <unistd.h>

struct Watch {
  explicit Watch(std::function<void()> F) : AtEnd(std::move(F)) {}
  Watch(Watch &&Other) : AtEnd(std::exchange(Other.AtEnd, nullptr)) {}
  ~Watch() {
    if (AtEnd)
      AtEnd();
  }
  std::function<void()> AtEnd;
};

class Owner {
  std::mutex Mutex;
  std::unique_ptr<Watch> Kept;
  void unwatched() { std::lock_guard G(Mutex); }

public:
  void watch_ok() {
    Kept = std::make_unique<Watch>([this] { unwatched(); });
  }
  void reset_bad() {
    std::lock_guard G(Mutex);
    // CHECK: [[@LINE+1]]:5: warning: deadlock: 'Mutex', which is held here, is taken again
    Kept.reset();
  }
  void takeOut_ok() {
    std::unique_ptr<Watch> Old;
    {
      std::lock_guard G(Mutex);
      Old = std::move(Kept);
    }
  }
};

class Raw {
  std::mutex Mutex;
  Watch *Kept = nullptr;
  void unwatched() { std::lock_guard G(Mutex); }

public:
  void watch_ok() {
    Kept = new Watch([this] { unwatched(); });
  }
  void end_bad() {
    std::lock_guard G(Mutex);
    // CHECK: [[@LINE+1]]:5: warning: deadlock: 'Mutex', which is held here, is taken again
    delete Kept;
  }
};

class InPlace {
  std::mutex Mutex;
  std::optional<Watch> One;
  std::vector<Watch> Many;
  void unwatched() { std::lock_guard G(Mutex); }

public:
  void watch_ok() {
    One.emplace([this] { unwatched(); });
    Watch Another([this] { unwatched(); });
    Many.push_back(std::move(Another));
  }
  void reset_bad() {
    std::lock_guard G(Mutex);
    // CHECK: [[@LINE+1]]:5: warning: deadlock: 'Mutex', which is held here, is taken again
    One.reset();
  }
  void clear_bad() {
    std::lock_guard G(Mutex);
    // CHECK: [[@LINE+1]]:5: warning: deadlock: 'Mutex', which is held here, is taken again
    Many.clear();
  }
};

struct Record {
  std::vector<std::shared_ptr<Watch>> Waiters;
};

class InRecords {
  std::mutex Mutex;
  std::map<int, std::unique_ptr<Record>> Records;
  void unwatched() { std::lock_guard G(Mutex); }

public:
  void watch_ok(int Key) {
    auto W = std::make_shared<Watch>([this] { unwatched(); });
    std::lock_guard G(Mutex);
    auto It = Records.find(Key);
    if (It != Records.end())
      It->second->Waiters.push_back(W);
  }
  void erase_bad(int Key) {
    std::lock_guard G(Mutex);
    // CHECK: [[@LINE+1]]:5: warning: deadlock: 'Mutex', which is held here, is taken again
    Records.erase(Key);
  }
  void extract_ok(int Key) {
    std::unique_ptr<Record> Old;
    std::lock_guard G(Mutex);
    Old = std::move(Records[Key]);
  }
};

// A wait that the callable comes to, and no lock.
struct Slot {
  std::unique_ptr<Watch> Kept;
};

class Slow {
  std::mutex Mutex;
  std::map<int, Slot> Slots;
  void unwatched() { sleep(3); }

public:
  void watch_ok(int Key) {
    auto It = Slots.find(Key);
    It->second.Kept = std::make_unique<Watch>([this] { unwatched(); });
  }
  void erase_bad(int Key) {
    std::lock_guard G(Mutex);
    // CHECK: [[@LINE+1]]:5: warning: 'Mutex' is held while {{.*}} sleeps
    Slots.erase(Key);
  }
};

// What one that is kept elsewhere was given is not what this one runs.
class Others {
  std::mutex Mutex;
  std::unique_ptr<Watch> Mine, Loud;
  int Count = 0;
  void unwatched() { std::lock_guard G(Mutex); }

public:
  void watch_ok() {
    Mine = std::make_unique<Watch>([this] { ++Count; });
    Loud = std::make_unique<Watch>([this] { unwatched(); });
  }
  void reset_ok() {
    std::lock_guard G(Mutex);
    Mine.reset();
  }
};

// Of what is only pointed to nothing ends.
struct Pointers {
  std::vector<Watch *> Known;
};

class Points {
  std::mutex Mutex;
  std::map<int, Pointers> ById;
  void unwatched() { std::lock_guard G(Mutex); }

public:
  Watch *watch_ok(int Key) {
    auto *W = new Watch([this] { unwatched(); });
    ById[Key].Known.push_back(W);
    return W;
  }
  void erase_ok(int Key) {
    std::lock_guard G(Mutex);
    ById.erase(Key);
  }
};
