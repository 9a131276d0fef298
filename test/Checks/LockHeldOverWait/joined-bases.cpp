// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// TELLS: onOpened onLifted onMoved
// What a class has by one base is called by way of another, if both have their
// base once.
#include <functional>
#include <mutex>

struct Door {
  virtual ~Door() = default;
  virtual void onOpened(int Who) = 0;
};

class Counted_ok : public virtual Door {
  std::mutex Mutex;
  int Times = 0;

public:
  void open_ok(int Who) {
    std::lock_guard Hold(Mutex);
    ++Times;
    onOpened(Who);
  }
  int times() {
    std::lock_guard Hold(Mutex);
    return Times;
  }
};
class Written : public virtual Door {
  int Last = 0;
  void onOpened(int Who) override { Last = Who; }
};
struct Gate : Counted_ok, Written {};

struct Lid {
  virtual ~Lid() = default;
  virtual void onLifted(int Who) = 0;
};
class Weighed_bad : public virtual Lid {
  std::mutex Mutex;
  int Times = 0;

public:
  void lift(int Who) {
    std::lock_guard Hold(Mutex);
    ++Times;
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: {{.*}}'Mutex' is held while 'Weighed_bad::lift' runs code that others have chosen; deadlock
    onLifted(Who);
  }
  int times() {
    std::lock_guard Hold(Mutex);
    return Times;
  }
};
class Told : public virtual Lid {
  std::function<void(int)> Tell;
  void onLifted(int Who) override { Tell(Who); }

public:
  explicit Told(std::function<void(int)> Tell) : Tell(std::move(Tell)) {}
};
struct Pot : Weighed_bad, Told {
  explicit Pot(std::function<void(int)> Tell) : Told(std::move(Tell)) {}
};

// Two objects of the base: the sibling's is another one.
struct Flap {
  virtual ~Flap() = default;
  virtual void onMoved() = 0;
};
class Numbered_bad : public Flap {
  std::mutex Mutex;

public:
  void move() {
    std::lock_guard Hold(Mutex);
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: {{.*}}'Mutex' is held while 'Numbered_bad::move' runs code that others have chosen; deadlock
    onMoved();
  }
  void rest() { std::lock_guard Hold(Mutex); }
};
struct Still : Flap {
  void onMoved() override {}
};
struct Wing : Numbered_bad, Still {
  using Numbered_bad::onMoved;
};

int main() {
  Gate G;
  G.open_ok(1);
  Pot P([](int) {});
  P.lift(2);
}
