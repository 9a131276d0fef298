// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A local object, known by its interface, whose user forgets on some way to end its thread.
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

bool load();
bool listen();
void work();

class Backend {
public:
  virtual ~Backend() = default;
  bool init() { return doInit(); }
  void terminate() { doTerminate(); }

protected:
  virtual bool doInit() = 0;
  virtual void doTerminate() = 0;
};
class Threaded_bad final : public Backend {
  bool doInit() override {
    if (!listen())
      return false;
    forgotten_ = std::thread([this] {
      while (!stop_)
        work();
    });
    return true;
  }
  void doTerminate() override {
    stop_ = true;
    forgotten_.join();
  }
  std::atomic<bool> stop_{false};
  std::thread forgotten_; // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: the thread in 'forgotten_' is ended by 'Threaded_bad::doTerminate' only, and 'serve' ends its object without that
};
std::unique_ptr<Backend> make() { return std::make_unique<Threaded_bad>(); }
void loop(Backend &);
int serve() {
  auto backend = make();
  if (!backend->init())
    return 1;
  if (!load())
    return 1;
  loop(*backend);
  backend->terminate();
  return 0;
}

// That it did not start is no reason to end it.
class Service {
public:
  virtual ~Service() = default;
  virtual bool start() = 0;
  virtual void stop() = 0;
};
class Timer_ok final : public Service {
public:
  bool start() override {
    if (!listen())
      return false;
    ticks_ = std::thread([this] {
      while (!over_)
        work();
    });
    return true;
  }
  void stop() override {
    over_ = true;
    ticks_.join();
  }

private:
  std::atomic<bool> over_{false};
  std::thread ticks_;
};
std::unique_ptr<Service> makeTimer() { return std::make_unique<Timer_ok>(); }
int tick() {
  auto timer = makeTimer();
  if (!timer->start())
    return 1;
  work();
  timer->stop();
  return 0;
}

// Whether it has started is not asked.
class Watcher_ok {
public:
  void start() {
    if (!listen())
      return;
    watches_ = std::thread(work);
  }
  void stop() {
    if (watches_.joinable())
      watches_.join();
  }

private:
  std::thread watches_;
};
int watch() {
  Watcher_ok watcher;
  watcher.start();
  if (!load())
    return 1;
  watcher.stop();
  return 0;
}

// Who knows it may end it.
struct Group {
  Service *first = nullptr;
  ~Group() {
    if (first)
      first->stop();
  }
};
int grouped() {
  auto timer = makeTimer();
  Group group{timer.get()};
  timer->start();
  if (!load())
    return 1;
  return 0;
}

// It starts the thread and joins it.
class Both_ok {
  std::thread both_;
  void begin() { both_ = std::thread(work); }

public:
  void end() { both_.join(); }
  void runOnce() {
    begin();
    work();
    end();
  }
};
int both() {
  Both_ok once;
  once.runOnce();
  if (!load())
    return 1;
  return 0;
}

// What gives up before, says so by a number.
class Coded_ok {
  std::thread coded_;
  void begin() { coded_ = std::thread(work); }

public:
  int start() {
    if (!listen())
      return -1;
    begin();
    return 0;
  }
  void stop() { coded_.join(); }
};
int code() {
  Coded_ok coded;
  const int rc = coded.start();
  if (rc != 0)
    return rc;
  work();
  coded.stop();
  return 0;
}

// Ended by way of a pointer to the method, and once only.
class Once_ok {
  std::thread once_;
  std::once_flag ended_;
  void finish() { once_.join(); }

public:
  void start() { once_ = std::thread(work); }
  void stop() { std::call_once(ended_, &Once_ok::finish, this); }
};
int endOnce() {
  Once_ok local;
  local.start();
  work();
  local.stop();
  return 0;
}
class Invoked_ok {
  std::thread invoked_;

public:
  void start() { invoked_ = std::thread(work); }
  void stop() { invoked_.join(); }
};
int invoke() {
  Invoked_ok local;
  local.start();
  work();
  std::invoke(&Invoked_ok::stop, local);
  return 0;
}
