// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Of two threads that are kept by pointers each has its own body.
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

class Server {
public:
  Server() {
    checker_ = std::make_unique<std::thread>([this] { check(); });
    publisher_ = std::make_unique<std::thread>([this] { publish(); });
  }
  Server(const Server &) = delete;
  ~Server() {
    {
      std::lock_guard<std::mutex> lock(checkMutex_);
      stopCheck_ = true;
    }
    checkChanged_.notify_all();
    checker_->join();
    {
      std::lock_guard<std::mutex> lock(publishMutex_);
      stopPublish_ = true;
    }
    publishChanged_.notify_all();
    publisher_->join();
  }

private:
  void check() {
    std::unique_lock<std::mutex> lock(checkMutex_);
    while (!stopCheck_)
      checkChanged_.wait(lock);
  }
  void publish() {
    std::unique_lock<std::mutex> lock(publishMutex_);
    while (!stopPublish_)
      publishChanged_.wait(lock);
  }

  std::mutex checkMutex_, publishMutex_;
  std::condition_variable checkChanged_, publishChanged_;
  bool stopCheck_ = false, stopPublish_ = false;
  std::unique_ptr<std::thread> checker_, publisher_;
};

class Server_bad {
public:
  Server_bad() {
    checker_ = std::make_unique<std::thread>([this] { check(); });
    publisher_ = std::make_shared<std::thread>([this] { publish(); });
  }
  ~Server_bad() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stop_ = true;
    }
    checkChanged_.notify_all();
    checker_->join();
    publisher_->join(); // CHECK: :[[@LINE]]:{{.*}}'Server_bad::~Server_bad' waits for a thread to end {{.*}}, which the request does not wake
  }

private:
  void check() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!stop_)
      checkChanged_.wait(lock);
  }
  void publish() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!stop_)
      publishChanged_.wait(lock);
  }

  std::mutex mutex_;
  std::condition_variable checkChanged_, publishChanged_;
  bool stop_ = false;
  std::unique_ptr<std::thread> checker_;
  std::shared_ptr<std::thread> publisher_;
};
