// RUN: not %cleanexit check %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A constant static object that is made with an empty pointer keeps it, so that
// nothing ends with it at exit.
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

class Worker {
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stop_ = false;
  std::thread thread_;
  void run() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return stop_; });
  }

protected:
  Worker() : thread_([this] { run(); }) {}
  void end() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stop_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }
};

class Cache_ok : Worker {
public:
  ~Cache_ok() { end(); }
};
struct Options_ok {
  Options_ok() {}
  explicit Options_ok(std::shared_ptr<Cache_ok> c) : cache(std::move(c)) {}
  std::shared_ptr<Cache_ok> cache;
  static const Options_ok none;
};
const Options_ok Options_ok::none;

class Cache_bad : Worker {
public:
  // CHECK: :[[@LINE+1]]:{{.*}}warning: destructor 'Cache_bad::~Cache_bad' waits for a thread to end {{.*}}at process exit{{.*}}'Options_bad::usual'
  ~Cache_bad() { end(); }
};
struct Options_bad {
  Options_bad() {}
  explicit Options_bad(std::shared_ptr<Cache_bad> c) : cache(std::move(c)) {}
  std::shared_ptr<Cache_bad> cache;
  static const Options_bad usual;
};
const Options_bad Options_bad::usual(std::make_shared<Cache_bad>());

int work() {
  Options_ok o(std::make_shared<Cache_ok>());
  Options_bad b(std::make_shared<Cache_bad>());
  return (o.cache || Options_ok::none.cache) + (b.cache || Options_bad::usual.cache);
}
