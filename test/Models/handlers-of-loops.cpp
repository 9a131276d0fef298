// RUN: not %cleanexit check --checks=cleanup-lock-held-over-wait %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A thread that runs a loop runs what the class has handed to that loop.
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace boost::asio {
struct error_code {
  explicit operator bool() const noexcept;
};
class io_context {
public:
  std::size_t run();
  void stop();
};
struct clock;
template <typename Clock> class basic_waitable_timer {
public:
  explicit basic_waitable_timer(io_context &context);
  void async_wait(std::function<void(const error_code &)> handler);
};
} // namespace boost::asio
using Timer = boost::asio::basic_waitable_timer<boost::asio::clock>;

class Ticks_bad {
  std::mutex mutex_;
  int ticks_ = 0;
  boost::asio::io_context loop_;
  Timer timer_{loop_};
  std::thread thread_{[this] { loop_.run(); }};
  void tick() {
    std::lock_guard<std::mutex> lock(mutex_);
    ++ticks_;
  }

public:
  void arm() {
    timer_.async_wait([this](const boost::asio::error_code &) { tick(); });
  }
  ~Ticks_bad() {
    std::lock_guard<std::mutex> lock(mutex_);
    loop_.stop();
    thread_.join(); // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: 'mutex_' is held while 'Ticks_bad::~Ticks_bad' waits for a thread to end {{.*}}; deadlock
  }
};
// What the loop runs takes no lock.
class Counts_ok {
  std::mutex mutex_;
  int ticks_ = 0;
  boost::asio::io_context loop_;
  Timer timer_{loop_};
  std::thread thread_{[this] { loop_.run(); }};

public:
  void arm() {
    timer_.async_wait([this](const boost::asio::error_code &) { ++ticks_; });
  }
  int ticks() {
    std::lock_guard<std::mutex> lock(mutex_);
    return ticks_;
  }
  ~Counts_ok() {
    std::lock_guard<std::mutex> lock(mutex_);
    loop_.stop();
    thread_.join();
  }
};
