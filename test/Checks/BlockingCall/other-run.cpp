// RUN: not %cleanexit check %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A thread runs what its own object, or the one it was given, overrides.
#include <atomic>
#include <chrono>
#include <memory>
#include <pthread.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

class Task {
public:
  virtual ~Task() = default;
  void start() { thread_.reset(new std::thread([this] { run(); })); }
  void join() { thread_->join(); }
  std::atomic<bool> stop{false};

protected:
  virtual void run() = 0;

private:
  std::unique_ptr<std::thread> thread_;
};
class Quick : public Task {
  void run() override {
    while (!stop)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
};
class Slow : public Task {
  void run() override {
    while (!stop)
      std::this_thread::sleep_for(std::chrono::seconds(5));
  }
};
class Queue_ok {
  std::unique_ptr<Task> task_;

public:
  Queue_ok() {
    task_ = std::make_unique<Quick>();
    task_->start();
  }
  ~Queue_ok() {
    task_->stop = true;
    task_->join();
  }
};
class Link_bad {
  std::unique_ptr<Task> task_;

public:
  Link_bad() {
    task_ = std::make_unique<Slow>();
    task_->start();
  }
  ~Link_bad() {
    task_->stop = true;
    // CHECK: :[[@LINE+1]]:{{.*}}warning: destructor 'Link_bad::~Link_bad' waits for a thread to end {{.*}}'Slow::run', sleeps
    task_->join();
  }
};

class Runnable {
public:
  virtual ~Runnable() = default;
  virtual void run() = 0;
};
class Thread {
  Runnable *target_ = nullptr;
  pthread_t thread_;
  static void *main(void *self) {
    static_cast<Thread *>(self)->target_->run();
    return nullptr;
  }

public:
  void start(Runnable &r) {
    target_ = &r;
    pthread_create(&thread_, nullptr, main, this);
  }
  void join() { pthread_join(thread_, nullptr); }
};
class Poller_ok : Runnable {
  Thread thread_;
  std::atomic<bool> stop_{false};
  void run() override {
    while (!stop_)
      usleep(1000);
  }

public:
  void start() { thread_.start(*this); }
  ~Poller_ok() {
    stop_ = true;
    thread_.join();
  }
};
class Reader_bad : Runnable {
  Thread thread_;
  std::atomic<bool> stop_{false};
  int socket_;
  void run() override {
    char byte;
    while (!stop_)
      recv(socket_, &byte, 1, 0);
  }

public:
  explicit Reader_bad(int socket) : socket_(socket) { thread_.start(*this); }
  ~Reader_bad() {
    stop_ = true;
    // CHECK: :[[@LINE+1]]:{{.*}}warning: destructor 'Reader_bad::~Reader_bad' waits for a thread to end
    thread_.join();
  }
};
