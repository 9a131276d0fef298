// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// A callback that is posted in a lambda is what the callers of the function give.

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

class Strand_bad {
  std::mutex Mutex;
  std::condition_variable Ready;
  std::deque<std::function<void()>> Queue;
  bool Halt = false;
  std::thread Worker;
  void run() {
    for (;;) {
      std::function<void()> Next;
      {
        std::unique_lock Hold(Mutex);
        Ready.wait(Hold, [this] { return Halt || !Queue.empty(); });
        if (Halt)
          return;
        Next = std::move(Queue.front());
        Queue.pop_front();
      }
      Next();
    }
  }

public:
  Strand_bad() : Worker([this] { run(); }) {}
  ~Strand_bad() {
    {
      std::lock_guard Hold(Mutex);
      Halt = true;
    }
    Ready.notify_all();
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Strand_bad::~Strand_bad' waits for a thread to end ('std::thread::join') with no bound, and may run on the very thread
    Worker.join();
  }
  void post(std::function<void()> Work) {
    {
      std::lock_guard Hold(Mutex);
      Queue.push_back(std::move(Work));
    }
    Ready.notify_one();
  }
};

class Client {
  Strand_bad Io;

public:
  void fetch(int Number, std::function<void(int)> Done) {
    Io.post([Number, Done] { Done(Number + 1); });
  }
};

class Reader : public std::enable_shared_from_this<Reader> {
  Client Of;
  int Got = 0;

public:
  void read() {
    std::weak_ptr<Reader> Weak = weak_from_this();
    Of.fetch(1, [Weak](int Number) {
      if (auto Strong = Weak.lock())
        Strong->Got = Number;
    });
  }
};

// The last reference goes to another thread, with the closure that has it.
class Strand_ok {
  std::mutex Access;
  std::condition_variable Filled;
  std::deque<std::function<void()>> Jobs;
  bool Ended = false;
  std::thread Runner;
  void loop() {
    for (;;) {
      std::function<void()> Job;
      {
        std::unique_lock Hold(Access);
        Filled.wait(Hold, [this] { return Ended || !Jobs.empty(); });
        if (Ended)
          return;
        Job = std::move(Jobs.front());
        Jobs.pop_front();
      }
      Job();
    }
  }

public:
  Strand_ok() : Runner([this] { loop(); }) {}
  ~Strand_ok() {
    {
      std::lock_guard Hold(Access);
      Ended = true;
    }
    Filled.notify_all();
    Runner.join();
  }
  void add(std::function<void()> Job) {
    {
      std::lock_guard Hold(Access);
      Jobs.push_back(std::move(Job));
    }
    Filled.notify_one();
  }
};

class Undertaker {
  std::mutex Gate;
  std::deque<std::function<void()>> Last;

public:
  void later(std::function<void()> What) {
    std::lock_guard Hold(Gate);
    Last.push_back(std::move(What));
  }
  void runAll() {
    std::deque<std::function<void()>> Now;
    {
      std::lock_guard Hold(Gate);
      Now.swap(Last);
    }
    for (auto &What : Now)
      What();
  }
};
Undertaker &undertaker();

class Sender {
  Strand_ok Out;

public:
  void send(int Number, std::function<void(int)> Sent) {
    Out.add([Number, Sent] { Sent(Number + 1); });
  }
};

class Writer : public std::enable_shared_from_this<Writer> {
  Sender By;
  int Wrote = 0;

public:
  void write() {
    std::weak_ptr<Writer> Weak = weak_from_this();
    By.send(1, [Weak](int Number) {
      if (auto Strong = Weak.lock()) {
        Strong->Wrote = Number;
        undertaker().later([Strong = std::move(Strong)] {});
      }
    });
  }
};
