// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A flag that is set without the lock, and a signal between a thread's look at it
// and its sleep: nobody wakes that thread again.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <pthread.h>
#include <thread>

struct Flag_bad {
  std::mutex Lock;
  std::condition_variable Wake;
  std::deque<int> Jobs;
  std::atomic<bool> Stop{false};
  std::thread Runner{[this] {
    std::unique_lock<std::mutex> Hold(Lock);
    while (!Stop) {
      if (Jobs.empty())
        Wake.wait(Hold, [this] { return Stop || !Jobs.empty(); });
      else
        Jobs.pop_front();
    }
  }};
  ~Flag_bad() {
    Stop = true;
    Wake.notify_one();
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: destructor 'Flag_bad::~Flag_bad' {{.*}}misses a request that comes just before: 'Stop' is set without the lock
    Runner.join();
  }
};

// By a method, and POSIX.
class Posix_bad {
  pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t Wake = PTHREAD_COND_INITIALIZER;
  volatile bool Done = false;
  pthread_t Id{};
  static void *run(void *Self) {
    auto *Me = static_cast<Posix_bad *>(Self);
    pthread_mutex_lock(&Me->Lock);
    while (!Me->Done)
      pthread_cond_wait(&Me->Wake, &Me->Lock);
    pthread_mutex_unlock(&Me->Lock);
    return nullptr;
  }
  void ask() {
    Done = true;
    pthread_cond_signal(&Wake);
  }

public:
  Posix_bad() { pthread_create(&Id, nullptr, run, this); }
  ~Posix_bad() {
    ask();
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: destructor 'Posix_bad::~Posix_bad' {{.*}}misses a request that comes just before: 'Done'
    pthread_join(Id, nullptr);
  }
};

// Set under the lock; or that is taken before the signal.
struct Locked_ok {
  std::mutex Lock;
  std::condition_variable Wake;
  bool Stop = false;
  std::thread Runner{[this] {
    std::unique_lock<std::mutex> Hold(Lock);
    Wake.wait(Hold, [this] { return Stop; });
  }};
  ~Locked_ok() {
    {
      std::lock_guard<std::mutex> Hold(Lock);
      Stop = true;
    }
    Wake.notify_one();
    Runner.join();
  }
};
struct Fenced_ok {
  std::mutex Lock;
  std::condition_variable Wake;
  std::atomic<bool> Stop{false};
  std::thread Runner{[this] {
    std::unique_lock<std::mutex> Hold(Lock);
    Wake.wait(Hold, [this] { return Stop.load(); });
  }};
  ~Fenced_ok() {
    Stop = true;
    { std::lock_guard<std::mutex> Hold(Lock); }
    Wake.notify_one();
    Runner.join();
  }
};

// By who holds the lock around the whole.
struct Around_ok {
  std::mutex Lock;
  std::condition_variable Wake;
  bool Stop = false;
  std::thread Runner{[this] {
    std::unique_lock<std::mutex> Hold(Lock);
    Wake.wait(Hold, [this] { return Stop; });
  }};
  void ask() {
    Stop = true;
    Wake.notify_all();
  }
  void end() {
    std::unique_lock<std::mutex> Hold(Lock);
    ask();
  }
  ~Around_ok() {
    end();
    Runner.join();
  }
};

// It looks again after a while.
struct Timed_ok {
  std::mutex Lock;
  std::condition_variable Wake;
  std::atomic<bool> Stop{false};
  std::thread Runner{[this] {
    std::unique_lock<std::mutex> Hold(Lock);
    while (!Stop)
      Wake.wait_for(Hold, std::chrono::milliseconds(100));
  }};
  ~Timed_ok() {
    Stop = true;
    Wake.notify_one();
    Runner.join();
  }
};

// Half a second is noticed.
struct Nap_bad {
  std::atomic<bool> Stop{false};
  std::thread Runner{[this] {
    while (!Stop)
      std::this_thread::sleep_for(std::chrono::milliseconds(500));
  }};
  ~Nap_bad() {
    Stop = true;
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: destructor 'Nap_bad::~Nap_bad' {{.*}}sleeps {{.*}}for 500 ms at a time
    Runner.join();
  }
};
struct Wink_ok {
  std::atomic<bool> Stop{false};
  std::thread Runner{[this] {
    while (!Stop)
      std::this_thread::sleep_for(std::chrono::milliseconds(250));
  }};
  ~Wink_ok() {
    Stop = true;
    Runner.join();
  }
};

// By functions that call each other, with a lock.
struct Mutual_ok {
  std::mutex Lock;
  std::condition_variable Wake;
  bool Stop = false;
  std::thread Runner{[this] {
    std::unique_lock<std::mutex> Hold(Lock);
    Wake.wait(Hold, [this] { return Stop; });
  }};
  void ask(int N) {
    {
      std::lock_guard<std::mutex> Hold(Lock);
      Stop = true;
    }
    again(N);
    again(N - 1);
  }
  void again(int N) {
    Wake.notify_all();
    if (N > 0)
      ask(N - 1);
    if (N > 1)
      again(N - 2);
  }
  ~Mutual_ok() {
    ask(2);
    Runner.join();
  }
};

// Each of several, by a method of its own.
struct OneOf {
  std::mutex Lock;
  std::condition_variable Wake;
  std::atomic<bool> Stop{false};
  std::thread Runner{[this] {
    std::unique_lock<std::mutex> Hold(Lock);
    Wake.wait(Hold, [this] { return Stop.load(); });
  }};
  void stop() {
    Stop = true;
    Wake.notify_one();
  }
  void join() { Runner.join(); }
};
struct Each_bad {
  OneOf All[4];
  ~Each_bad() {
    for (OneOf &One : All)
      One.stop();
    for (OneOf &One : All)
      One.join(); // CHECK: :[[@LINE]]:{{.*}}warning: destructor 'Each_bad::~Each_bad' waits for a thread to end
  }
};
