// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What the thread of an object runs is what that object's class has, and no other's.
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

class Runner {
public:
  virtual ~Runner() = default;
  void start() { Thread = new std::thread(body, this); }
  void stop() { Stop = true; }
  void wait() {
    Thread->join();
    delete Thread;
  }

protected:
  bool stopping() const { return Stop; }
  virtual void run() = 0;

private:
  static void body(Runner *Of) { Of->run(); }
  std::thread *Thread = nullptr;
  std::atomic<bool> Stop{false};
};
class Quick : public Runner {
  void run() override {
    while (!stopping())
      std::this_thread::yield();
  }
};
class Slow : public Runner {
  void run() override {
    std::unique_lock<std::mutex> Hold(Lock);
    while (!stopping())
      Changed.wait(Hold);
  }
  std::mutex Lock;
  std::condition_variable Changed;
};
class Slower : public Slow {};

template <class T> struct Has {
  T Part;
  Has() { Part.start(); }
};
struct Quick_ok : Has<Quick> {
  ~Quick_ok() {
    Part.stop();
    Part.wait();
  }
};
struct Owned_ok {
  std::unique_ptr<Quick> Part = std::make_unique<Quick>();
  ~Owned_ok() {
    Part->stop();
    Part->wait();
  }
};
struct Slow_bad : Has<Slow> {
  ~Slow_bad() {
    Part.stop();
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: destructor 'Slow_bad::~Slow_bad' {{.*}}waits for a condition
    Part.wait();
  }
};
struct Below_bad {
  std::unique_ptr<Slower> Part = std::make_unique<Slower>();
  ~Below_bad() {
    Part->stop();
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: destructor 'Below_bad::~Below_bad' {{.*}}waits for a condition
    Part->wait();
  }
};
struct Any_bad {
  std::unique_ptr<Runner> Part;
  ~Any_bad() {
    Part->stop();
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: destructor 'Any_bad::~Any_bad' {{.*}}waits for a condition
    Part->wait();
  }
};

// A base's run() that does nothing is over at once.
class Player {
public:
  virtual ~Player() { stop_ok(); }
  virtual void start() { Thread = std::thread(&Player::worker, this); }
  void stop_ok() {
    Active = false;
    if (Thread.joinable())
      Thread.join();
  }

protected:
  virtual void worker() {}
  std::atomic<bool> Active{false};

private:
  std::thread Thread;
};
class Clock : public Player {
  void worker() override {
    while (Active)
      std::this_thread::yield();
  }
};
