// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A thread hands on a task and waits for its result: a request that wakes it where
// it waits for work does not set that.
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>

// Whoever owns it runs what is posted.
class Calls {
  std::mutex m_;
  std::deque<std::function<void()>> all_;

public:
  void post(std::function<void()> f) {
    std::lock_guard<std::mutex> l(m_);
    all_.push_back(std::move(f));
  }
  void poll() {
    std::deque<std::function<void()>> now;
    {
      std::lock_guard<std::mutex> l(m_);
      now.swap(all_);
    }
    for (auto &f : now)
      f();
  }
};

class Worker {
protected:
  Calls calls_;
  std::mutex m_;
  std::condition_variable work_;
  std::deque<int> jobs_;
  bool over_ = false;
  bool next(int &job) {
    std::unique_lock<std::mutex> l(m_);
    work_.wait(l, [this] { return over_ || !jobs_.empty(); });
    if (over_)
      return false;
    job = jobs_.front();
    jobs_.pop_front();
    return true;
  }
  void stop() {
    {
      std::lock_guard<std::mutex> l(m_);
      over_ = true;
    }
    work_.notify_all();
  }

public:
  void serve() { calls_.poll(); }
};

class Waits_bad : public Worker {
  int ask(int job) {
    auto task = std::make_shared<std::packaged_task<int()>>([job] { return job + 1; });
    std::future<int> result = task->get_future();
    calls_.post([task] { (*task)(); });
    return result.get();
  }
  int sum_ = 0;
  std::thread thread_{[this] {
    for (int job; next(job);)
      sum_ += ask(job);
  }};

public:
  ~Waits_bad() {
    stop();
    thread_.join(); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: destructor 'Waits_bad::~Waits_bad' waits {{.*}}although asked to stop the thread's body,{{.*}} waits for a result ('std::future<int>::get'), and only what has handed it on would set that
  }
};

class Looks_ok : public Worker {
  int ask(int job) {
    auto task = std::make_shared<std::packaged_task<int()>>([job] { return job + 1; });
    std::future<int> result = task->get_future();
    calls_.post([task] { (*task)(); });
    while (result.wait_for(std::chrono::milliseconds(20)) != std::future_status::ready)
      if (over_)
        return 0;
    return result.get();
  }
  int sum_ = 0;
  std::thread thread_{[this] {
    for (int job; next(job);)
      sum_ += ask(job);
  }};

public:
  ~Looks_ok() {
    stop();
    thread_.join();
  }
};

// The one who ends it sets the result as well.
class Set_ok : public Worker {
  std::shared_ptr<std::promise<int>> asked_;
  int ask() {
    auto promise = std::make_shared<std::promise<int>>();
    asked_ = promise;
    std::future<int> result = promise->get_future();
    calls_.post([promise] { promise->set_value(1); });
    return result.get();
  }
  int sum_ = 0;
  std::thread thread_{[this] {
    for (int job; next(job);)
      sum_ += ask();
  }};

public:
  ~Set_ok() {
    stop();
    if (asked_)
      asked_->set_value(0);
    thread_.join();
  }
};
