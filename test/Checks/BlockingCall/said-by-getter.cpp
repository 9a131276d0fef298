// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A thread says under a lock that it is done, and who joins it asks by a getter, which
// copies the answer under that lock.
#include <mutex>
#include <thread>

void lookUp();

class Request_ok {
  mutable std::mutex Lock;
  bool Done = false;
  std::thread Worker{[this] {
    lookUp();
    std::lock_guard Hold(Lock);
    Done = true;
  }};

public:
  bool finished() const {
    Lock.lock();
    const bool Is = Done;
    Lock.unlock();
    return Is;
  }
  ~Request_ok() {
    if (finished())
      Worker.join();
    else
      Worker.detach();
  }
};

class Request_bad {
  mutable std::mutex Lock;
  bool Done = false, Begun = false;
  std::thread Worker{[this] {
    {
      std::lock_guard Hold(Lock);
      Begun = true;
    }
    lookUp();
    std::lock_guard Hold(Lock);
    Done = true;
  }};

public:
  bool begun() const {
    Lock.lock();
    const bool Is = Begun;
    Lock.unlock();
    return Is;
  }
  ~Request_bad() {
    if (begun())
      Worker.join(); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: {{.*}}'Request_bad::~Request_bad' waits for a thread to end
    else
      Worker.detach();
  }
};
