// RUN: not %cleanexit check --checks=cleanup-blocking-call,cleanup-lock-held-over-wait %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// A thread that was asked to stop does not, as long as its next turn wants a lock that
// is held over the join. The lock is in a class of the project's own.

#include <atomic>
#include <pthread.h>
#include <thread>
#include <unistd.h>

class Mutex {
  pthread_mutex_t Handle = PTHREAD_MUTEX_INITIALIZER;

public:
  void lock() { pthread_mutex_lock(&Handle); }
  void unlock() { pthread_mutex_unlock(&Handle); }
};

class Consumer_bad {
  Mutex Access;
  std::atomic<bool> Ended{false};
  long Turns = 0;
  std::thread Dispatcher{[this] {
    while (!Ended) {
      Access.lock();
      ++Turns;
      Access.unlock();
      usleep(500);
    }
  }};

public:
  void finish() {
    Access.lock();
    Ended = true;
    // CHECK-DAG: [[@LINE+1]]:5: warning: 'Access' is held while 'Consumer_bad::finish' waits for a thread to end {{.*}}; deadlock
    Dispatcher.join();
    Access.unlock();
  }
  ~Consumer_bad() {
    // CHECK-DAG: [[@LINE+1]]:5: warning: destructor 'Consumer_bad::~Consumer_bad' waits for a thread to end {{.*}}, and although asked to stop the thread may need 'Access', which is held here
    finish();
  }
};

class Consumer_ok {
  Mutex Guarding;
  std::atomic<bool> Over{false};
  long Turns = 0;
  std::thread Dispatcher{[this] {
    while (!Over) {
      Guarding.lock();
      ++Turns;
      Guarding.unlock();
      usleep(500);
    }
  }};

public:
  void finish() {
    Guarding.lock();
    Over = true;
    Guarding.unlock();
    Dispatcher.join();
  }
  ~Consumer_ok() { finish(); }
};
