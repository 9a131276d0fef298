// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// TELLS: Observer onValue
// Whoever registers a callback is told the present state at once, under the lock
// that the object's other methods take.
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

class Property_bad {
  std::mutex Lock;
  std::vector<std::function<void(int)>> Hearing;
  int Value = 0;

public:
  void subscribe(std::function<void(int)> Told) {
    std::lock_guard Hold(Lock);
    Hearing.push_back(Told);
    // CHECK: [[@LINE+1]]:9: warning: 'Lock' is held while 'Property_bad::subscribe' runs code that others have chosen; deadlock if that calls back into the object
    Told(Value);
  }
  void set(int To) {
    std::lock_guard Hold(Lock);
    Value = To;
  }
};

class Ready_bad {
  std::mutex ReadyLock;
  std::vector<std::function<void()>> Waiting;
  bool IsReady = false;
  void keep(std::function<void()> Then) { Waiting.push_back(std::move(Then)); }

public:
  void whenReady(std::function<void()> Then) {
    std::lock_guard Hold(ReadyLock);
    if (IsReady)
      // CHECK: [[@LINE+1]]:11: warning: 'ReadyLock' is held while 'Ready_bad::whenReady' runs code that others have chosen; deadlock if that calls back into the object
      Then();
    else
      keep(Then);
  }
  void finish() {
    std::lock_guard Hold(ReadyLock);
    IsReady = true;
  }
};

struct Observer {
  virtual ~Observer() = default;
  virtual void onValue(int Value) = 0;
};
class Meter_bad {
  std::mutex MeterLock;
  std::vector<std::shared_ptr<Observer>> Observers;
  int Level = 0;

public:
  void add(std::shared_ptr<Observer> O) {
    std::lock_guard Hold(MeterLock);
    // CHECK: [[@LINE+1]]:5: warning: 'MeterLock' is held while 'Meter_bad::add' runs code that others have chosen; deadlock if that calls back into the object
    O->onValue(Level);
    Observers.push_back(std::move(O));
  }
  void set(int To) {
    std::lock_guard Hold(MeterLock);
    Level = To;
  }
};

// A visitor is kept by nobody: it sees what there is, and is gone.
class Visited_ok {
  std::mutex VisitLock;
  std::vector<int> All;

public:
  void each(const std::function<void(int)> &See) {
    std::lock_guard Hold(VisitLock);
    for (int I : All)
      See(I);
  }
  void add(int I) {
    std::lock_guard Hold(VisitLock);
    All.push_back(I);
  }
};

// A helper has it for as long as the call lasts.
class Helped_ok {
  struct Each {
    std::function<void(int)> Visit;
    int Seen = 0;
    explicit Each(std::function<void(int)> V) : Visit(std::move(V)) {}
    void done() { ++Seen; }
  };
  std::mutex HelpedLock;
  int Only = 0;

public:
  void visit(std::function<void(int)> See) {
    std::lock_guard Hold(HelpedLock);
    Each Helper(See);
    See(Only);
    Helper.done();
  }
  void set(int To) {
    std::lock_guard Hold(HelpedLock);
    Only = To;
  }
};

class Outside_ok {
  std::mutex OutsideLock;
  std::vector<std::function<void(int)>> Told;
  int Now = 0;

public:
  void subscribe(std::function<void(int)> Tell) {
    int Present;
    {
      std::lock_guard Hold(OutsideLock);
      Told.push_back(Tell);
      Present = Now;
    }
    Tell(Present);
  }
  void set(int To) {
    std::lock_guard Hold(OutsideLock);
    Now = To;
  }
};
