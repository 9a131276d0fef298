// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// TELLS: Observer Slot SlotOf
// An observer that is seen is told under a lock, and calls what takes such a lock.
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

struct Observer {
  virtual ~Observer() = default;
  virtual void completed(const std::string &Name) = 0;
};
class Command {
  std::string Name;
  std::vector<Observer *> Observers;

public:
  explicit Command(std::string N) : Name(N) {}
  void add(Observer *O) { Observers.push_back(O); }
  void invoke() {
    for (Observer *O : Observers)
      O->completed(Name);
  }
};

class Connector {
  std::mutex Queue;
  std::deque<std::shared_ptr<Command>> Sent;

public:
  void send(std::shared_ptr<Command> C) {
    std::lock_guard<std::mutex> Hold(Queue);
    Sent.push_back(C);
  }
  void answered_bad() {
    std::lock_guard<std::mutex> Hold(Queue);
    std::shared_ptr<Command> C = Sent.front();
    Sent.pop_front();
    C->invoke(); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: 'Queue' is held while 'Connector::answered_bad' tells an observer, 'Widget::completed'; deadlock if the 'Connector::Queue'
  }
  void answered_ok() {
    std::shared_ptr<Command> C;
    {
      std::lock_guard<std::mutex> Hold(Queue);
      C = Sent.front();
      Sent.pop_front();
    }
    C->invoke();
  }
};

class Widget : public Observer {
  Connector &Link;
  void post(const char *Name) {
    auto C = std::make_shared<Command>(Name);
    C->add(this);
    Link.send(C);
  }

public:
  explicit Widget(Connector &C) : Link(C) {}
  void completed(const std::string &Name) override {
    if (Name == "start")
      post("next");
  }
};

// Of a class that nobody comes back to.
struct Watcher {
  virtual ~Watcher() = default;
  virtual void changed(int N) = 0;
};
class Table {
  std::mutex Rows;
  std::vector<Watcher *> Watchers;
  int Count = 0;

public:
  void put_ok(int N) {
    std::lock_guard<std::mutex> Hold(Rows);
    Count += N;
    for (Watcher *W : Watchers)
      W->changed(Count);
  }
};
class Total : public Watcher {
  std::mutex Rows;
  int Sum = 0;

public:
  void changed(int N) override {
    std::lock_guard<std::mutex> Hold(Rows);
    Sum += N;
  }
};
int main() {
  Connector C;
  Widget W(C);
  W.completed("start");
  Table T;
  T.put_ok(1);
  Total S;
  S.changed(1);
}

// Slots of a signal: one of them sends another signal.
class Slot {
public:
  virtual ~Slot() = default;
  void operator()(int line) {
    if (isOn_)
      callSlot(line);
  }

protected:
  virtual void callSlot(int line) = 0;

private:
  bool isOn_ = true;
};
template <class F> class SlotOf : public Slot {
public:
  explicit SlotOf(F f) : f_(std::move(f)) {}

protected:
  void callSlot(int line) override { f_(line); }

private:
  F f_;
};
class Signal {
public:
  void send_bad(int line) {
    std::unique_lock<std::mutex> lock(mutex_);
    for (const auto &slot : slots_)
      (*slot)(line); // CHECK: :[[@LINE]]:{{.*}}tells an observer, 'SlotOf<...>::callSlot'; deadlock if the 'Signal::mutex_' that it takes is the same object's
  }
  void send_ok(int line) {
    std::vector<std::shared_ptr<Slot>> slots;
    {
      std::unique_lock<std::mutex> lock(mutex_);
      slots = slots_;
    }
    for (const auto &slot : slots)
      (*slot)(line);
  }
  template <class F> void connect(F f) {
    auto slot = std::make_shared<SlotOf<F>>(std::move(f));
    std::unique_lock<std::mutex> lock(mutex_);
    slots_.push_back(slot);
  }

private:
  std::mutex mutex_;
  std::vector<std::shared_ptr<Slot>> slots_;
};
struct Pane {
  Signal scrolled;
  int at = 0;
  void follow(Pane &other) {
    other.scrolled.connect([this](int line) { scroll(line); });
  }
  void scroll(int line) {
    if (at != line) {
      at = line;
      scrolled.send_bad(line);
    }
  }
};
void link(Pane &left, Pane &right) {
  left.follow(right);
  right.follow(left);
  left.scroll(1);
  left.scrolled.send_ok(2);
}
