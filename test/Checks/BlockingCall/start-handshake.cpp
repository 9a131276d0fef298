// RUN: not %cleanexit check %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A thread that was just made soon says that it has begun; when it will be done
// nobody knows.
#include <condition_variable>
#include <mutex>
#include <pthread.h>
#include <semaphore.h>
#include <thread>
#include <unistd.h>

class Event {
  std::mutex mutex_;
  std::condition_variable changed_;
  bool set_ = false;

public:
  void wait() {
    std::unique_lock<std::mutex> l(mutex_);
    changed_.wait(l, [this] { return set_; });
  }
  void set() {
    std::lock_guard<std::mutex> l(mutex_);
    set_ = true;
    changed_.notify_all();
  }
};

class Begun_ok {
  std::mutex lock_;
  std::thread thread_;
  Event begun_;
  void run() {
    begun_.set();
    sleep(30);
  }

public:
  void start() {
    std::lock_guard<std::mutex> l(lock_);
    thread_ = std::thread([this] { run(); });
    begun_.wait();
  }
  void stop() { thread_.join(); }
};

class Done_bad {
  std::mutex lock_;
  std::thread thread_;
  Event done_;
  void run() {
    sleep(30);
    done_.set();
  }

public:
  void start() {
    std::lock_guard<std::mutex> l(lock_);
    thread_ = std::thread([this] { run(); });
    // CHECK: :[[@LINE+1]]:{{.*}}warning: 'lock_' is held while 'Done_bad::start' waits for a condition
    done_.wait();
  }
  void stop() { thread_.join(); }
};

struct begun {
  pthread_mutex_t mutex;
  sem_t up;
};
static void *post_first(void *p) {
  begun *x = static_cast<begun *>(p);
  sem_post(&x->up);
  sleep(100);
  return nullptr;
}
void start_ok(begun *x) {
  pthread_t t;
  pthread_mutex_lock(&x->mutex);
  if (pthread_create(&t, nullptr, post_first, x) == 0)
    sem_wait(&x->up);
  pthread_mutex_unlock(&x->mutex);
}

struct done {
  pthread_mutex_t mutex;
  sem_t up;
};
static void *post_last(void *p) {
  done *x = static_cast<done *>(p);
  sleep(100);
  sem_post(&x->up);
  return nullptr;
}
void start_bad(done *x) {
  pthread_t t;
  pthread_mutex_lock(&x->mutex);
  if (pthread_create(&t, nullptr, post_last, x) == 0)
    // CHECK: :[[@LINE+1]]:{{.*}}warning: 'mutex' of an argument is held while 'start_bad' waits for other threads ('sem_wait')
    sem_wait(&x->up);
  pthread_mutex_unlock(&x->mutex);
}
