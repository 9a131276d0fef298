// RUN: %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20
// Another thread runs what is handed on.
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>

class Loop {
  std::mutex m_;
  std::condition_variable some_;
  std::deque<std::function<void()>> all_;
  bool over_ = false;
  std::thread thread_{[this] {
    std::unique_lock<std::mutex> l(m_);
    for (;;) {
      some_.wait(l, [this] { return over_ || !all_.empty(); });
      if (all_.empty())
        return;
      auto f = std::move(all_.front());
      all_.pop_front();
      l.unlock();
      f();
      l.lock();
    }
  }};

public:
  void post(std::function<void()> f) {
    std::lock_guard<std::mutex> l(m_);
    all_.push_back(std::move(f));
    some_.notify_one();
  }
  ~Loop() {
    {
      std::lock_guard<std::mutex> l(m_);
      over_ = true;
    }
    some_.notify_one();
    thread_.join();
  }
};

class Worker_ok {
  Loop loop_;
  std::mutex m_;
  std::condition_variable work_;
  std::deque<int> jobs_;
  bool over_ = false;
  int sum_ = 0;
  int ask(int job) {
    auto task = std::make_shared<std::packaged_task<int()>>([job] { return job + 1; });
    std::future<int> result = task->get_future();
    loop_.post([task] { (*task)(); });
    return result.get();
  }
  std::thread thread_{[this] {
    std::unique_lock<std::mutex> l(m_);
    while (!over_) {
      work_.wait(l, [this] { return over_ || !jobs_.empty(); });
      if (over_)
        return;
      const int job = jobs_.front();
      jobs_.pop_front();
      l.unlock();
      sum_ += ask(job);
      l.lock();
    }
  }};

public:
  ~Worker_ok() {
    {
      std::lock_guard<std::mutex> l(m_);
      over_ = true;
    }
    work_.notify_all();
    thread_.join();
  }
};
