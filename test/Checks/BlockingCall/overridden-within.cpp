// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A base's destructor stops a thread by a virtual method. That of the class below, which
// wakes what the thread waits in, is not called any more.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

struct Ring {
  std::mutex Lock;
  std::condition_variable Space;
  std::deque<int> Items;
  bool Stopped = false;
  void push(int Item) {
    std::unique_lock<std::mutex> Hold(Lock);
    Space.wait(Hold, [this] { return Stopped || Items.size() < 4; });
    Items.push_back(Item);
  }
  void stop() {
    std::lock_guard<std::mutex> Hold(Lock);
    Stopped = true;
    Space.notify_all();
  }
};

class Stream {
  std::atomic<bool> Stopping{false};
  std::thread Reader{[this] {
    while (!Stopping)
      ready(1);
  }};
  virtual void ready(int) {}

public:
  virtual ~Stream() { end_bad(); }
  virtual void end_bad() {
    Stopping = true;
    if (Reader.joinable())
      Reader.join();
  }
};
// CHECK: [[@LINE-7]]:23: warning: destructor 'Stream::~Stream' waits {{.*}}, waits for a condition ('std::condition_variable::wait')

class RingStream : public Stream {
  Ring Ready;
  void ready(int Item) override { Ready.push(Item); }

public:
  void end_bad() override {
    Ready.stop();
    Stream::end_bad();
  }
};

// The class below has ended it already.
class Source {
  std::atomic<bool> Ending{false};
  std::thread Feeder{[this] {
    while (!Ending)
      feed(1);
  }};
  virtual void feed(int) {}

public:
  virtual ~Source() { end_ok(); }
  virtual void end_ok() {
    Ending = true;
    if (Feeder.joinable())
      Feeder.join();
  }
};

class RingSource : public Source {
  Ring Fed;
  void feed(int Item) override { Fed.push(Item); }

public:
  ~RingSource() override { end_ok(); }
  void end_ok() override {
    Fed.stop();
    Source::end_ok();
  }
};

// Another class's waits are not this one's.
class Ticker {
  std::atomic<bool> Over{false};
  std::thread Ticks{[this] {
    while (!Over)
      tick();
  }};
  virtual void tick() {}

protected:
  void stop() {
    Over = true;
    Ticks.join();
  }

public:
  virtual ~Ticker() = default;
};
class Counts_ok : public Ticker {
  int Count = 0;
  void tick() override { ++Count; }

public:
  ~Counts_ok() override { stop(); }
};
class Pushes_bad : public Ticker {
  Ring Pushed;
  void tick() override { Pushed.push(1); }

public:
  // CHECK: [[@LINE+1]]:28: warning: destructor 'Pushes_bad::~Pushes_bad' waits
  ~Pushes_bad() override { stop(); }
};
