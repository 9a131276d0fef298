// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Which lock, which flag, which signal: what a thread may miss, and what it may not.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <memory>
#include <mutex>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

// The channel's closed_ is set under its lock; the device's own one is another.
namespace owner_ok {
class Channel {
public:
  void close() {
    { std::lock_guard<std::mutex> lock(mutex_); closed_ = true; }
    filled_.notify_all();
  }
  bool get(int &item) {
    std::unique_lock<std::mutex> lock(mutex_);
    filled_.wait(lock, [this] { return closed_ || !items_.empty(); });
    if (closed_) return false;
    item = items_.front();
    items_.pop_front();
    return true;
  }
private:
  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<int> items_;
  bool closed_ = false;
};
class Device {
public:
  Device() : thread_([this] { int item; while (work_.get(item)) {} }) {}
  ~Device() {
    work_.close();
    closed_ = true;
    thread_.join();
  }
  bool isClosed() const { return closed_; }
private:
  std::atomic<bool> closed_{false};
  Channel work_;
  std::thread thread_;
};
} // namespace owner_ok

// wake() notifies under the lock, each time: nobody misses it.
namespace twice_ok {
class Link {
public:
  Link() : sender_([this] { send(); }), receiver_([this] { receive(); }) {}
  ~Link() {
    stopSending_ = true;
    wake();
    sender_.join();
    stopReceiving_ = true;
    wake();
    receiver_.join();
  }
private:
  void wake() {
    std::lock_guard<std::mutex> lock(mutex_);
    changed_.notify_all();
  }
  void send() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!stopSending_) {
      changed_.wait(lock, [this] { return stopSending_ || out_ > 0; });
      out_ = 0;
    }
  }
  void receive() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!stopReceiving_) {
      changed_.wait(lock, [this] { return stopReceiving_ || in_ > 0; });
      in_ = 0;
    }
  }
  std::mutex mutex_;
  std::condition_variable changed_;
  int in_ = 0, out_ = 0;
  std::atomic<bool> stopSending_{false}, stopReceiving_{false};
  std::thread sender_, receiver_;
};
} // namespace twice_ok

// Each look at the connection lasts a second at the most; recv() has something then.
namespace poll_ok {
class Server {
public:
  explicit Server(int listener) : listener_(listener), thread_([this] { run(); }) {}
  ~Server() {
    stop_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
private:
  void run() {
    while (!stop_) {
      int client = ::accept(listener_, nullptr, nullptr);
      if (client >= 0)
        serve(client);
    }
  }
  void serve(int client) {
    char buffer[512];
    while (!stop_) {
      pollfd p{client, POLLIN, 0};
      if (::poll(&p, 1, 1000) <= 0)
        continue;
      if (::recv(client, buffer, sizeof buffer, 0) <= 0)
        break;
    }
    ::close(client);
  }
  int listener_;
  std::atomic<bool> stop_{false};
  std::thread thread_;
};
} // namespace poll_ok

// Once, at the beginning; a turn lasts 20 ms.
namespace before_ok {
using namespace std::chrono_literals;
class Fan {
public:
  Fan() : thread_([this] { run(); }) {}
  ~Fan() { stop_ = true; thread_.join(); }
  int speed() const { return speed_; }
private:
  void run() {
    std::this_thread::sleep_for(500ms);
    while (!stop_) {
      speed_ = measure();
      std::this_thread::sleep_for(20ms);
    }
  }
  int measure() { return ++ticks_ * 3; }
  int ticks_ = 0;
  std::atomic<int> speed_{0};
  std::atomic<bool> stop_{false};
  std::thread thread_;
};
} // namespace before_ok

// Each worker is signalled once, with its flag set without its lock: whoever has just looked is never woken.
namespace each_bad {
struct Worker {
  std::mutex m; std::condition_variable cv; std::atomic<bool> stop{false}; int jobs = 0; std::thread t;
  void run() { std::unique_lock<std::mutex> l(m); for (;;) { cv.wait(l, [this]{ return stop || jobs > 0; }); if (stop) return; --jobs; } }
};
class Pool {
  std::vector<std::unique_ptr<Worker>> workers_;
public:
  explicit Pool(int n) { for (int i = 0; i < n; ++i) { workers_.push_back(std::make_unique<Worker>()); Worker *w = workers_.back().get(); w->t = std::thread([w] { w->run(); }); } }
  ~Pool() {
    for (auto &w : workers_) { w->stop = true; w->cv.notify_one(); }
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: {{.*}}misses a request that comes just before
    for (auto &w : workers_) w->t.join();
  }
};
} // namespace each_bad

// The shutdown() is for the reader; the writer sleeps, and closing_ is set without its lock.
namespace shutdown_bad {
class Connection {
public:
  explicit Connection(int fd) : fd_(fd), reader_([this] { read(); }), writer_([this] { write(); }) {}
  ~Connection() {
    closing_ = true;
    ::shutdown(fd_, SHUT_RDWR);
    pending_.notify_all();
    reader_.join();
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: {{.*}}misses a request that comes just before
    writer_.join();
    ::close(fd_);
  }
private:
  void read() {
    char buffer[512];
    while (!closing_ && ::recv(fd_, buffer, sizeof buffer, 0) > 0) {}
  }
  void write() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      pending_.wait(lock, [this] { return closing_ || !out_.empty(); });
      if (closing_) return;
      std::string next = std::move(out_.front());
      out_.pop_front();
      lock.unlock();
      ::send(fd_, next.data(), next.size(), MSG_NOSIGNAL);
      lock.lock();
    }
  }
  int fd_;
  std::mutex mutex_;
  std::condition_variable pending_;
  std::deque<std::string> out_;
  std::atomic<bool> closing_{false};
  std::thread reader_, writer_;
};
} // namespace shutdown_bad

// The lock of a logger, between flag and signal or after it, is not the one that the thread waits with.
namespace log_bad {
class Log {
public:
  void line(const char *text) { std::lock_guard<std::mutex> lock(mutex_); std::fputs(text, stderr); }
private:
  std::mutex mutex_;
};
class Uploader {
public:
  explicit Uploader(Log &log) : log_(log), thread_([this] { run(); }) {}
  ~Uploader() {
    stop_ = true;
    wake_.notify_all();
    log_.line("uploader: waiting\n");
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: {{.*}}misses a request that comes just before
    thread_.join();
  }
  void add(int part) {
    { std::lock_guard<std::mutex> lock(mutex_); parts_.push_back(part); }
    wake_.notify_one();
  }
private:
  void run() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      wake_.wait(lock, [this] { return stop_ || !parts_.empty(); });
      if (stop_) return;
      parts_.pop_front();
    }
  }
  Log &log_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<int> parts_;
  std::atomic<bool> stop_{false};
  std::thread thread_;
};
} // namespace log_bad
