// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// The only object of its class, which a function gives, is the one whose method
// runs.
#include <map>
#include <memory>
#include <mutex>

struct Alarm {
  virtual ~Alarm() = default;
};

class Clock {
  std::mutex Lock;
  std::map<int, std::unique_ptr<Alarm>> Alarms;

public:
  void add(int Id, std::unique_ptr<Alarm> A) {
    std::lock_guard<std::mutex> Hold(Lock);
    Alarms.emplace(Id, std::move(A));
  }
  void erase_bad(int Id) {
    std::lock_guard<std::mutex> Hold(Lock);
    // CHECK: [[@LINE+1]]:5: warning: deadlock: 'Lock', which is held here, is taken again on the way
    Alarms.erase(Id);
  }
};
Clock &clockOfAll() {
  static Clock *One = new Clock;
  return *One;
}

class Blinks final : public Alarm {
  int Other = 0;

public:
  ~Blinks() override {
    if (Other)
      clockOfAll().erase_bad(Other);
  }
};
void blink() { clockOfAll().add(1, std::make_unique<Blinks>()); }

// There are others of this one.
struct Note {
  virtual ~Note() = default;
};
class Board {
  std::mutex Guard;
  std::map<int, std::unique_ptr<Note>> Notes;

public:
  void pin(int Id, std::unique_ptr<Note> N) {
    std::lock_guard<std::mutex> Hold(Guard);
    Notes.emplace(Id, std::move(N));
  }
  void unpin_ok(int Id) {
    std::lock_guard<std::mutex> Hold(Guard);
    Notes.erase(Id);
  }
};
Board &boardOfAll() {
  static Board One;
  return One;
}
class Pinned final : public Note {
public:
  ~Pinned() override { boardOfAll().unpin_ok(1); }
};
void pinOnce() {
  Board Mine;
  Mine.pin(2, std::make_unique<Pinned>());
  Mine.unpin_ok(2);
}

// A global one.
template <class T> class Shared {
  std::mutex Mutex;
  T *Object = nullptr;
  int Users = 0;

public:
  T *acquire_bad() {
    std::lock_guard<std::mutex> Hold(Mutex);
    if (!Users++)
      // CHECK: [[@LINE+1]]:20: warning: deadlock: 'Mutex', which is held here, is taken again on the way
      Object = new T;
    return Object;
  }
};
struct Driver {
  int Count = 0;
  Driver();
};
Shared<Driver> driver;
Driver::Driver() { Count = driver.acquire_bad()->Count; }

// Each has its own.
template <class T> class Owned {
  std::mutex Mutex2;
  T *Object = nullptr;

public:
  T *acquire_ok() {
    std::lock_guard<std::mutex> Hold(Mutex2);
    if (!Object)
      Object = new T;
    return Object;
  }
};
struct Screen {
  int Count = 0;
  Screen();
};
Owned<Screen> firstScreen;
struct Desk {
  Owned<Screen> Has;
};
Screen::Screen() { Count = firstScreen.acquire_ok()->Count; }
Screen *deskScreen(Desk &D) { return D.Has.acquire_ok(); }
