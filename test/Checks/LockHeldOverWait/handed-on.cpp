// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Callbacks that a function is handed, one by one or all of them, are those of
// who hands them on.
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

using Callback = std::function<void(int)>;

class Event {
public:
  explicit Event(Callback C) : Call(std::move(C)) {}
  void fire(int V) const { Call(V); }

private:
  Callback Call;
};

class Shared_bad {
public:
  void watch(Callback C) {
    auto E = std::make_shared<Event>(std::move(C));
    std::lock_guard<std::mutex> Hold(Lock);
    Events.push_back(std::move(E));
  }
  void listen() {
    std::lock_guard<std::mutex> Hold(Lock);
    // CHECK: [[@LINE+1]]:5: warning: 'Lock' is held while 'Shared_bad::listen' runs code that others have chosen; deadlock if that calls back into the object
    dispatch(1, Events);
  }

private:
  void dispatch(int V, const std::vector<std::shared_ptr<Event>> &Some) {
    for (auto &E : Some)
      E->fire(V);
  }
  std::mutex Lock;
  std::vector<std::shared_ptr<Event>> Events;
};

class All_bad {
public:
  void watch(Callback C) {
    std::lock_guard<std::mutex> Hold(Lock);
    Callbacks.push_back(std::move(C));
  }
  void listen() {
    std::lock_guard<std::mutex> Hold(Lock);
    // CHECK: [[@LINE+1]]:5: warning: 'Lock' is held while 'All_bad::listen' runs code
    dispatch(1, Callbacks);
  }

private:
  static void dispatch(int V, const std::vector<Callback> &Some) {
    for (auto &C : Some)
      C(V);
  }
  std::mutex Lock;
  std::vector<Callback> Callbacks;
};

static void call(int V, const Callback &C) {
  if (C)
    C(V);
}

class One_bad {
public:
  void watch(Callback C) {
    std::lock_guard<std::mutex> Hold(Lock);
    Told = std::move(C);
  }
  void listen() {
    std::lock_guard<std::mutex> Hold(Lock);
    // CHECK: [[@LINE+1]]:5: warning: 'Lock' is held while 'One_bad::listen' runs code
    call(1, Told);
  }

private:
  std::mutex Lock;
  Callback Told;
};

class Copied_ok {
public:
  void watch(Callback C) {
    std::lock_guard<std::mutex> Hold(Lock);
    Callbacks.push_back(std::move(C));
  }
  void listen() {
    std::vector<Callback> Now;
    {
      std::lock_guard<std::mutex> Hold(Lock);
      Now = Callbacks;
    }
    dispatch(1, Now);
  }

private:
  static void dispatch(int V, const std::vector<Callback> &Some) {
    for (auto &C : Some)
      C(V);
  }
  std::mutex Lock;
  std::vector<Callback> Callbacks;
};

// A cache's entries have a deleter each, which knows of nothing else.
class Cache_ok {
public:
  struct Entry {
    void *Value;
    void (*deleter)(void *);
    int Uses;
  };
  Entry *insert(void *Value, void (*Deleter)(void *)) {
    std::lock_guard<std::mutex> Hold(Lock);
    return new Entry{Value, Deleter, 1};
  }
  void release(Entry *E) {
    std::lock_guard<std::mutex> Hold(Lock);
    unref(E);
  }

private:
  void unref(Entry *E) {
    if (--E->Uses == 0)
      (*E->deleter)(E->Value);
  }
  std::mutex Lock;
};
