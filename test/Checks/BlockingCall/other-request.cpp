// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// A thread that goes on until one request comes does not end for another.

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

enum class Wish { Run, Pause, Stop };

class Pauses_bad {
  std::mutex Mutex;
  std::condition_variable Changed;
  Wish Wanted = Wish::Run;
  int Turns = 0;
  std::thread Worker{[this] { loop(); }};
  void post(Wish What) {
    {
      std::lock_guard Hold(Mutex);
      Wanted = What;
    }
    Changed.notify_all();
  }
  void loop() {
    std::unique_lock Hold(Mutex);
    while (Wanted != Wish::Stop) {
      ++Turns;
      Changed.wait_for(Hold, std::chrono::milliseconds(5));
    }
  }

public:
  ~Pauses_bad() {
    post(Wish::Pause);
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Pauses_bad::~Pauses_bad' waits for a thread to end ('std::thread::join') with no bound, and although asked to stop the thread's body, {{.*}} goes on until another request than this comes
    Worker.join();
  }
};

class Stops_ok {
  std::mutex Mutex;
  std::condition_variable Changed;
  Wish Asked = Wish::Run;
  int Turns = 0;
  std::thread Worker{[this] { loop(); }};
  void post(Wish What) {
    {
      std::lock_guard Hold(Mutex);
      Asked = What;
    }
    Changed.notify_all();
  }
  void loop() {
    std::unique_lock Hold(Mutex);
    while (Asked != Wish::Stop) {
      ++Turns;
      Changed.wait_for(Hold, std::chrono::milliseconds(5));
    }
  }

public:
  ~Stops_ok() {
    post(Wish::Stop);
    Worker.join();
  }
};

// Any other request ends it, or it leaves from within.
class Runs_ok {
  std::mutex Mutex;
  std::condition_variable Changed;
  Wish State = Wish::Run;
  int Turns = 0;
  std::thread Worker{[this] { loop(); }};
  void loop() {
    std::unique_lock Hold(Mutex);
    while (State == Wish::Run) {
      ++Turns;
      Changed.wait_for(Hold, std::chrono::milliseconds(5));
    }
  }

public:
  ~Runs_ok() {
    {
      std::lock_guard Hold(Mutex);
      State = Wish::Pause;
    }
    Changed.notify_all();
    Worker.join();
  }
};
class Leaves_ok {
  std::mutex Mutex;
  std::condition_variable Changed;
  Wish Last = Wish::Run;
  int Turns = 0;
  std::thread Worker{[this] { loop(); }};
  void loop() {
    std::unique_lock Hold(Mutex);
    while (Last != Wish::Stop) {
      if (Last == Wish::Pause)
        break;
      ++Turns;
      Changed.wait_for(Hold, std::chrono::milliseconds(5));
    }
  }

public:
  ~Leaves_ok() {
    {
      std::lock_guard Hold(Mutex);
      Last = Wish::Pause;
    }
    Changed.notify_all();
    Worker.join();
  }
};
