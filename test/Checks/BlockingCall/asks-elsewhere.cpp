// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// A thread that goes on for as long as a function says does not hear what that
// does not look at, although it looks at it elsewhere.

#include <atomic>
#include <chrono>
#include <thread>

static std::atomic<bool> ContextUp{true};
bool contextUp() { return ContextUp; }
void shutDown() { ContextUp = false; }

class Receiver_bad {
  std::atomic<bool> Active{true};
  int Frames = 0;
  std::thread Receiving{[this] {
    while (contextUp()) {
      if (Active)
        ++Frames;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }};

public:
  ~Receiver_bad() {
    Active = false;
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Receiver_bad::~Receiver_bad' waits for a thread to end ('std::thread::join') with no bound, and although asked to stop the thread's body, {{.*}} goes on for as long as 'contextUp' says, which is not the request
    Receiving.join();
  }
};

class ShutsDown_ok {
  int Frames = 0;
  std::thread Receiving{[this] {
    while (contextUp()) {
      ++Frames;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }};

public:
  ~ShutsDown_ok() {
    shutDown();
    Receiving.join();
  }
};

class Leaves_ok {
  std::atomic<bool> Wanted{true};
  int Frames = 0;
  std::thread Receiving{[this] {
    while (contextUp()) {
      if (!Wanted)
        break;
      ++Frames;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }};

public:
  ~Leaves_ok() {
    Wanted = false;
    Receiving.join();
  }
};
