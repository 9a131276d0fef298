// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A callback comes back by way of the object that it was registered with, or that
// was handed to what runs it.
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

struct Hears {
  virtual ~Hears() = default;
  virtual void heard(int Id) = 0;
};
class Reader {
  int Id;
  Hears *Who;

public:
  Reader(int Id, Hears *Who) : Id(Id), Who(Who) {}
  void take() { Who->heard(Id); }
};
class Receiver {
  std::mutex Lock;
  std::vector<Reader *> Readers;

public:
  void attach(Reader *R) {
    std::lock_guard<std::mutex> Hold(Lock);
    Readers.push_back(R);
  }
  void remove(Reader *R) {
    std::lock_guard<std::mutex> Hold(Lock);
    std::erase(Readers, R);
  }
  void receive_bad() {
    std::lock_guard<std::mutex> Hold(Lock);
    for (Reader *R : Readers)
      // CHECK: [[@LINE+1]]:7: warning: deadlock: 'Lock', which is held here, is taken again on the way
      R->take();
  }
};
class Station {
  Receiver Gets;
  std::vector<std::unique_ptr<Reader>> All;

public:
  Reader *add(int Id, Hears *Who) {
    All.push_back(std::make_unique<Reader>(Id, Who));
    Gets.attach(All.back().get());
    return All.back().get();
  }
  void drop(Reader *R) { Gets.remove(R); }
};
class Once : public Hears {
  Station &Of;
  Reader *Mine = nullptr;

public:
  explicit Once(Station &Of) : Of(Of) {}
  void begin(int Id) { Mine = Of.add(Id, this); }
  void heard(int) override { Of.drop(Mine); }
};

// What is called back does not take the lock of the one that calls.
struct Sees {
  virtual ~Sees() = default;
  virtual void seen(int Id) = 0;
};
class Lens {
  int Id;
  Sees *Who;

public:
  Lens(int Id, Sees *Who) : Id(Id), Who(Who) {}
  void look() { Who->seen(Id); }
};
class Camera {
  std::mutex Guard;
  std::vector<Lens *> Lenses;

public:
  void attach(Lens *L) {
    std::lock_guard<std::mutex> Hold(Guard);
    Lenses.push_back(L);
  }
  void look_ok() {
    std::vector<Lens *> Now;
    {
      std::lock_guard<std::mutex> Hold(Guard);
      Now = Lenses;
    }
    for (Lens *L : Now)
      L->look();
  }
  void remove(Lens *L) {
    std::lock_guard<std::mutex> Hold(Guard);
    std::erase(Lenses, L);
  }
};
class Tower {
  Camera Has;
  std::vector<std::unique_ptr<Lens>> All;

public:
  Lens *add(int Id, Sees *Who) {
    All.push_back(std::make_unique<Lens>(Id, Who));
    Has.attach(All.back().get());
    return All.back().get();
  }
  void drop(Lens *L) { Has.remove(L); }
};
class Blink : public Sees {
  Tower &At;
  Lens *Mine = nullptr;

public:
  explicit Blink(Tower &At) : At(At) {}
  void begin(int Id) { Mine = At.add(Id, this); }
  void seen(int) override { At.drop(Mine); }
};

// get->setStack(this); … get->begin();
class Stack;
class Handles {
  std::function<int(int)> Run;

public:
  void runWith(std::function<int(int)> F) { Run = std::move(F); }
  int add(int Fd) { return Run ? Run(Fd) : 0; }
};
class Get {
  Stack *On = nullptr;
  int Fd = 0;

public:
  virtual ~Get() = default;
  void putOn(Stack *S) { On = S; }
  virtual void begin();
};
class Stack {
  mutable std::mutex Mutex;
  bool Open = true;
  Handles Has;

public:
  Stack() {
    Has.runWith([this](int Fd) { return isOpen() ? Fd : 0; });
  }
  bool isOpen() const {
    std::lock_guard<std::mutex> Hold(Mutex);
    return Open;
  }
  Handles &handles() { return Has; }
  void begin_bad(Get *G) {
    G->putOn(this);
    std::lock_guard<std::mutex> Hold(Mutex);
    if (Open)
      // CHECK: [[@LINE+1]]:7: warning: deadlock: 'Mutex', which is held here, is taken again on the way
      G->begin();
  }
};
void Get::begin() { On->handles().add(Fd); }

// Lambdas that have captured what they are registered with.
class Bell {
  std::mutex Mutex;
  std::vector<std::function<bool(int)>> Rings;

public:
  void connect(std::function<bool(int)> F) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Rings.push_back(std::move(F));
  }
  int size() {
    std::lock_guard<std::mutex> Hold(Mutex);
    return int(Rings.size());
  }
  bool ring_bad(int N) {
    std::lock_guard<std::mutex> Hold(Mutex);
    for (auto &F : Rings)
      // CHECK: [[@LINE+1]]:12: warning: deadlock: 'Mutex', which is held here, is taken again on the way
      if (F(N))
        return true;
    return false;
  }
};
void connectBell(Bell &B) {
  B.connect([&B](int N) { return B.size() > N; });
}

class Promised {
  std::function<void()> Then;

public:
  void then(std::function<void()> F) { Then = std::move(F); }
  void finish() {
    if (Then)
      Then();
  }
};
class Runner {
  std::mutex Mutex;
  std::vector<std::shared_ptr<Promised>> All;
  int Count = 0;

public:
  std::shared_ptr<Promised> start() {
    std::lock_guard<std::mutex> Hold(Mutex);
    All.push_back(std::make_shared<Promised>());
    return All.back();
  }
  void count() {
    std::lock_guard<std::mutex> Hold(Mutex);
    ++Count;
  }
  void end_bad() {
    std::lock_guard<std::mutex> Hold(Mutex);
    auto Last = std::move(All.back());
    All.pop_back();
    // CHECK: [[@LINE+1]]:5: warning: deadlock: 'Mutex', which is held here, is taken again on the way
    Last->finish();
  }
};
void startRunner(Runner &R) {
  R.start()->then([&R] { R.count(); });
}

// This one takes the lock of another.
class Pledged {
  std::function<void()> Next;

public:
  void next(std::function<void()> F) { Next = std::move(F); }
  void finish() {
    if (Next)
      Next();
  }
};
class Walker {
  std::mutex Gate;
  std::vector<std::shared_ptr<Pledged>> All;
  int Count = 0;

public:
  std::shared_ptr<Pledged> start() {
    std::lock_guard<std::mutex> Hold(Gate);
    All.push_back(std::make_shared<Pledged>());
    return All.back();
  }
  void count() {
    std::lock_guard<std::mutex> Hold(Gate);
    ++Count;
  }
  void end_ok() {
    std::lock_guard<std::mutex> Hold(Gate);
    auto Last = std::move(All.back());
    All.pop_back();
    Last->finish();
  }
};
void startWalker(Walker &W, Walker &Counts) {
  W.start()->next([&Counts] { Counts.count(); });
}

// Kept by a slot of its own type.
struct AnySlot {
  virtual ~AnySlot() = default;
  virtual void call(int) = 0;
};
template <class F> class Slot final : public AnySlot {
  F Kept;

public:
  explicit Slot(F Kept) : Kept(std::move(Kept)) {}
  void call(int N) override { Kept(N); }
};
template <class L> class Signal {
  L Mutex;
  std::vector<std::shared_ptr<AnySlot>> Slots;

public:
  template <class C> void connect(C &&Call) {
    auto S = std::make_shared<Slot<std::decay_t<C>>>(std::forward<C>(Call));
    std::lock_guard<L> Hold(Mutex);
    Slots.push_back(S);
  }
  void clear() {
    std::lock_guard<L> Hold(Mutex);
    Slots.clear();
  }
  void emit_bad(int N) {
    std::lock_guard<L> Hold(Mutex);
    for (auto &S : Slots)
      // CHECK: [[@LINE+1]]:7: warning: deadlock: 'Mutex', which is held here, is taken again on the way
      S->call(N);
  }
};
struct Download {
  Signal<std::mutex> Progress;
  void advance(int N) { Progress.emit_bad(N); }
};
void showOnce(Download &D) {
  D.Progress.connect([&D](int) { D.Progress.clear(); });
}
