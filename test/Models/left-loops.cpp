// RUN: not %cleanexit check --checks=cleanup-blocking-call %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// To leave an event loop is a request to who runs it, and not to who waits for
// something else.
#include <climits>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

class QThread {
public:
  QThread();
  virtual ~QThread();
  void start();
  void quit();
  bool wait(unsigned long time = ULONG_MAX);

protected:
  virtual void run();
  int exec();
};
namespace asio {
class io_context {
public:
  std::size_t run();
  void stop();
};
} // namespace asio

class Answers {
  std::mutex m_;
  std::condition_variable answered_;
  bool done_ = false;

public:
  void await() {
    std::unique_lock<std::mutex> l(m_);
    while (!done_)
      answered_.wait(l);
  }
  void answer() {
    std::lock_guard<std::mutex> l(m_);
    done_ = true;
    answered_.notify_all();
  }
};

class Lister_bad {
  class Lists : public QThread {
    Answers *answers_;

  public:
    explicit Lists(Answers *answers) : answers_(answers) {}

  protected:
    void run() override { answers_->await(); }
  };
  Answers answers_;
  Lists thread_{&answers_};

public:
  void start() { thread_.start(); }
  void answer() { answers_.answer(); }
  ~Lister_bad() {
    thread_.quit();
    thread_.wait(); // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: destructor 'Lister_bad::~Lister_bad' waits for a thread to end
  }
};

class Served_ok {
  class Serves : public QThread {
    int turns_ = 0;

  protected:
    void run() override {
      ++turns_;
      exec();
    }
  };
  Serves thread_;

public:
  void start() { thread_.start(); }
  ~Served_ok() {
    thread_.quit();
    thread_.wait();
  }
};

// Its run() is the library's, which runs the loop.
class Plain_ok {
  QThread thread_;

public:
  void start() { thread_.start(); }
  ~Plain_ok() {
    thread_.quit();
    thread_.wait();
  }
};

class Context_ok {
  asio::io_context loop_;
  std::thread thread_{[this] { loop_.run(); }};

public:
  ~Context_ok() {
    loop_.stop();
    thread_.join();
  }
};

class Context_bad {
  asio::io_context loop_;
  Answers answers_;
  std::thread thread_{[this] { answers_.await(); }};

public:
  void answer() { answers_.answer(); }
  ~Context_bad() {
    loop_.stop();
    thread_.join(); // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: destructor 'Context_bad::~Context_bad' waits for a thread to end
  }
};

// The loop, and what the thread waits for.
class Both_ok {
  asio::io_context loop_;
  Answers answers_;
  std::thread thread_{[this] { answers_.await(); }};

public:
  ~Both_ok() {
    loop_.stop();
    answers_.answer();
    thread_.join();
  }
};

// The thread's body is the loop, or an interface that may run one.
class Itself_ok {
  asio::io_context loop_;
  std::thread thread_{&asio::io_context::run, &loop_};

public:
  ~Itself_ok() {
    loop_.stop();
    thread_.join();
  }
};
class Runner {
public:
  virtual ~Runner() = default;
  virtual void run() = 0;
};
class ByInterface_ok {
  Runner *runner_;
  asio::io_context &loop_;
  std::thread thread_{[this] { runner_->run(); }};

public:
  ByInterface_ok(Runner *runner, asio::io_context &loop)
      : runner_(runner), loop_(loop) {}
  ~ByInterface_ok() {
    loop_.stop();
    thread_.join();
  }
};
