// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A thread that gives its lock back, and takes it again, has to look at the
// request again before it waits: who has signaled meanwhile has woken nobody.
#include <condition_variable>
#include <deque>
#include <mutex>
#include <pthread.h>
#include <thread>

void compact(int range);

class Compactor_bad {
  std::mutex lock_;
  std::condition_variable wake_;
  bool stop_ = false;
  std::deque<int> ranges_;
  std::thread thread_{[this] { run(); }};
  void run() {
    std::unique_lock<std::mutex> held(lock_);
    while (!stop_) {
      while (!ranges_.empty()) {
        const int range = ranges_.front();
        ranges_.pop_front();
        held.unlock();
        compact(range);
        held.lock();
      }
      wake_.wait(held);
    }
  }

public:
  ~Compactor_bad() {
    {
      std::lock_guard<std::mutex> held(lock_);
      stop_ = true;
      wake_.notify_all();
    }
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Compactor_bad::~Compactor_bad' waits for a thread to end ('std::thread::join') with no bound, and although asked to stop the thread's body, the lambda in Compactor_bad::Compactor_bad, waits for a condition ('std::condition_variable::wait'), and does not look at the request again once it has the lock
    thread_.join();
  }
};

class Compactor_ok {
  std::mutex lock_;
  std::condition_variable wake_;
  bool stop_ = false;
  std::deque<int> ranges_;
  std::thread thread_{[this] { run(); }};
  void run() {
    std::unique_lock<std::mutex> held(lock_);
    while (!stop_) {
      while (!ranges_.empty()) {
        const int range = ranges_.front();
        ranges_.pop_front();
        held.unlock();
        compact(range);
        held.lock();
      }
      if (stop_)
        break;
      wake_.wait(held);
    }
  }

public:
  ~Compactor_ok() {
    {
      std::lock_guard<std::mutex> held(lock_);
      stop_ = true;
      wake_.notify_all();
    }
    thread_.join();
  }
};

// The flag is asked, and the lock is taken after that.
class Late_bad {
  std::mutex lock_;
  std::condition_variable wake_;
  bool stop_ = false;
  std::thread thread_{[this] { run(); }};
  void run() {
    while (!stop_) {
      std::unique_lock<std::mutex> held(lock_);
      wake_.wait(held);
      compact(1);
    }
  }

public:
  ~Late_bad() {
    {
      std::lock_guard<std::mutex> held(lock_);
      stop_ = true;
      wake_.notify_all();
    }
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Late_bad::~Late_bad' waits for a thread to end {{.*}}, and does not look at the request again once it has the lock
    thread_.join();
  }
};

class Late_ok {
  std::mutex lock_;
  std::condition_variable wake_;
  bool stop_ = false;
  std::thread thread_{[this] { run(); }};
  void run() {
    std::unique_lock<std::mutex> held(lock_);
    while (!stop_) {
      wake_.wait(held);
      compact(1);
    }
  }

public:
  ~Late_ok() {
    {
      std::lock_guard<std::mutex> held(lock_);
      stop_ = true;
      wake_.notify_all();
    }
    thread_.join();
  }
};

// Only what is still to be done is asked before it sleeps, and the next turn asks
// for the request, with the same lock.
class Turns_ok {
  std::mutex lock_;
  std::condition_variable wake_;
  bool stop_ = false;
  std::deque<int> ranges_;
  std::thread thread_{[this] { run(); }};
  void run() {
    std::unique_lock<std::mutex> held(lock_);
    while (!stop_) {
      if (ranges_.empty()) {
        wake_.wait(held);
        continue;
      }
      const int range = ranges_.front();
      ranges_.pop_front();
      held.unlock();
      compact(range);
      held.lock();
    }
  }

public:
  ~Turns_ok() {
    {
      std::lock_guard<std::mutex> held(lock_);
      stop_ = true;
      wake_.notify_all();
    }
    thread_.join();
  }
};

// Wrappers, each with one call.
class Monitor {
  pthread_mutex_t mutex_ = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t changed_ = PTHREAD_COND_INITIALIZER;

public:
  void enter() { pthread_mutex_lock(&mutex_); }
  void leave() { pthread_mutex_unlock(&mutex_); }
  void wait() { pthread_cond_wait(&changed_, &mutex_); }
  void signal() { pthread_cond_broadcast(&changed_); }
};
class Wrapped_bad {
  Monitor monitor_;
  bool stop_ = false;
  int left_ = 0;
  std::thread thread_{[this] { run(); }};
  void run() {
    monitor_.enter();
    while (!stop_) {
      for (; left_; --left_) {
        monitor_.leave();
        compact(1);
        monitor_.enter();
      }
      monitor_.wait();
    }
    monitor_.leave();
  }

public:
  ~Wrapped_bad() {
    monitor_.enter();
    stop_ = true;
    monitor_.signal();
    monitor_.leave();
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Wrapped_bad::~Wrapped_bad' waits for a thread to end {{.*}} waits for a condition ('pthread_cond_wait'), and does not look at the request again once it has the lock
    thread_.join();
  }
};
class Wrapped_ok {
  Monitor monitor_;
  bool stop_ = false;
  int left_ = 0;
  std::thread thread_{[this] { run(); }};
  void run() {
    monitor_.enter();
    while (!stop_) {
      if (left_) {
        --left_;
        monitor_.leave();
        compact(1);
        monitor_.enter();
        continue;
      }
      monitor_.wait();
    }
    monitor_.leave();
  }

public:
  ~Wrapped_ok() {
    monitor_.enter();
    stop_ = true;
    monitor_.signal();
    monitor_.leave();
    thread_.join();
  }
};

// A predicate that is a variable is asked with the lock, too.
class Named_ok {
  std::mutex lock_;
  std::condition_variable wake_;
  bool stop_ = false;
  std::thread thread_{[this] { run(); }};
  void run() {
    auto ready = [this] { return stop_; };
    while (!stop_) {
      std::unique_lock<std::mutex> held(lock_);
      wake_.wait(held, ready);
    }
  }

public:
  ~Named_ok() {
    {
      std::lock_guard<std::mutex> held(lock_);
      stop_ = true;
      wake_.notify_all();
    }
    thread_.join();
  }
};

// What is pushed is seen by who asks whether there is anything.
class Sentinel_ok {
  std::mutex lock_;
  std::condition_variable wake_;
  bool stop_ = false;
  std::deque<int> ranges_;
  std::thread thread_{[this] { run(); }};
  void run() {
    while (!stop_) {
      std::unique_lock<std::mutex> held(lock_);
      if (ranges_.empty())
        wake_.wait(held);
      if (!ranges_.empty())
        ranges_.pop_front();
    }
  }

public:
  ~Sentinel_ok() {
    {
      std::lock_guard<std::mutex> held(lock_);
      stop_ = true;
      ranges_.push_back(0);
      wake_.notify_all();
    }
    thread_.join();
  }
};

// The lock is given back in another part of the switch.
class States_ok {
  std::mutex lock_;
  std::condition_variable wake_;
  bool stop_ = false;
  int state_ = 0;
  std::thread thread_{[this] { run(); }};
  void run() {
    std::unique_lock<std::mutex> held(lock_);
    while (!stop_) {
      switch (state_) {
      case 1:
        held.unlock();
        compact(1);
        held.lock();
        break;
      default:
        wake_.wait(held);
        break;
      }
    }
  }

public:
  ~States_ok() {
    {
      std::lock_guard<std::mutex> held(lock_);
      stop_ = true;
      wake_.notify_all();
    }
    thread_.join();
  }
};
