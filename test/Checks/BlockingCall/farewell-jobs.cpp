// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What a thread is given to do at last is waited for as well.
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <netdb.h>
#include <thread>

class Loop {
public:
  void post(std::function<void()> job) {
    std::lock_guard<std::mutex> lock(mutex_);
    jobs_.push_back(std::move(job));
    changed_.notify_one();
  }
  void end() {
    std::lock_guard<std::mutex> lock(mutex_);
    isEnded_ = true;
    changed_.notify_one();
  }
  void run() {
    for (;;) {
      std::function<void()> job;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        changed_.wait(lock, [this] { return isEnded_ || !jobs_.empty(); });
        if (jobs_.empty())
          return;
        job = std::move(jobs_.front());
        jobs_.pop_front();
      }
      job();
    }
  }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> jobs_;
  bool isEnded_ = false;
};

class Session_bad {
public:
  ~Session_bad() {
    loop_.post([this] { announce("stopped"); });
    loop_.end();
    thread_.join(); // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: {{.*}} what the thread is given to do at last, the lambda in Session_bad::~Session_bad, talks to another machine ('getaddrinfo')
  }

private:
  void announce(const char *host) {
    addrinfo *found = nullptr;
    if (::getaddrinfo(host, "80", nullptr, &found) == 0)
      ::freeaddrinfo(found);
  }
  Loop loop_;
  std::thread thread_{[this] { loop_.run(); }};
};

class Session_ok {
public:
  ~Session_ok() {
    loop_.post([this] { isGone_ = true; });
    loop_.end();
    thread_.join();
  }

private:
  bool isGone_ = false;
  Loop loop_;
  std::thread thread_{[this] { loop_.run(); }};
};
