// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// close() of a socket does not wake who waits for it; shutdown() does, and so does
// the end of another descriptor.
#include <atomic>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <future>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

class Closes_bad {
  std::atomic<bool> stop_{false};
  int listener_ = -1;
  int served_ = 0;
  std::thread thread_{[this] {
    while (!stop_)
      served_ += ::accept(listener_, nullptr, nullptr) >= 0;
  }};

public:
  ~Closes_bad() {
    stop_ = true;
    ::close(listener_);
    thread_.join(); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}although asked to stop{{.*}}'accept'
  }
};

class ShutsDown_ok {
  std::atomic<bool> stop_{false};
  int listener_ = -1;
  int served_ = 0;
  std::thread thread_{[this] {
    while (!stop_)
      served_ += ::accept(listener_, nullptr, nullptr) >= 0;
  }};

public:
  ~ShutsDown_ok() {
    stop_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    ::close(listener_);
    thread_.join();
  }
};

// What is closed is the member, also by way of a local or of a helper.
class Exchanges_bad {
  std::atomic<bool> stop_{false};
  std::atomic<int> listener_{-1};
  int served_ = 0;
  std::thread thread_{[this] {
    while (!stop_)
      served_ += ::accept(listener_, nullptr, nullptr) >= 0;
  }};

public:
  ~Exchanges_bad() {
    stop_ = true;
    const int fd = listener_.exchange(-1);
    if (fd >= 0)
      ::close(fd);
    thread_.join(); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}although asked to stop{{.*}}'accept'
  }
};

static void end(int &fd) {
  if (fd >= 0)
    ::close(fd);
  fd = -1;
}
class Helped_bad {
  std::atomic<bool> stop_{false};
  int peer_ = -1;
  int got_ = 0;
  std::thread thread_{[this] {
    char c;
    while (!stop_)
      got_ += ::recv(peer_, &c, 1, 0);
  }};

public:
  ~Helped_bad() {
    stop_ = true;
    end(peer_);
    thread_.join(); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}although asked to stop{{.*}}'recv'
  }
};

// The listener and what it has accepted, each in an object of one class.
struct Handle {
  std::atomic<int> fd_{-1};
  int accept() const { return ::accept(fd_, nullptr, nullptr); }
  long receive(char *to) const { return ::recv(fd_, to, 1, 0); }
  void adopt(int fd) { fd_ = fd; }
  void wake() const {
    const int fd = fd_;
    if (fd >= 0)
      ::shutdown(fd, SHUT_RDWR);
  }
  void close() {
    const int fd = fd_.exchange(-1);
    if (fd >= 0)
      ::close(fd);
  }
};
class Handles_bad {
  std::atomic<bool> running_{true};
  Handle listener_, peer_;
  std::thread thread_{[this] { serve(); }};
  void serve() {
    while (running_) {
      const int fd = listener_.accept();
      if (fd < 0)
        break;
      peer_.adopt(fd);
      for (char c = 0; running_ && peer_.receive(&c) > 0;)
        ;
    }
  }

public:
  ~Handles_bad() {
    running_ = false;
    peer_.close();
    listener_.close();
    thread_.join(); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}although asked to stop
  }
};
class Handles_ok {
  std::atomic<bool> running_{true};
  Handle listener_, peer_;
  std::thread thread_{[this] { serve(); }};
  void serve() {
    while (running_) {
      const int fd = listener_.accept();
      if (fd < 0)
        break;
      peer_.adopt(fd);
      for (char c = 0; running_ && peer_.receive(&c) > 0;)
        ;
    }
  }

public:
  ~Handles_ok() {
    running_ = false;
    peer_.wake();
    listener_.wake();
    thread_.join();
    peer_.close();
    listener_.close();
  }
};

class OtherEnd_ok {
  std::atomic<bool> stop_{false};
  int mine_ = -1, theirs_ = -1;
  int got_ = 0;
  std::thread thread_{[this] {
    char c;
    while (!stop_)
      got_ += ::recv(theirs_, &c, 1, 0);
  }};

public:
  ~OtherEnd_ok() {
    stop_ = true;
    ::close(mine_);
    thread_.join();
  }
};

// What a method of the destructor's has waited for does not wait at its own end.
class Replaced_bad {
  std::future<int> result_;
  void abort() { result_ = std::future<int>(); }

public:
  void look() { result_ = std::async(std::launch::async, [] { return ::accept(3, nullptr, nullptr); }); }
  ~Replaced_bad() {
    abort(); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}waits for a result
  }
};

// Who only looks whether it is ready has not waited.
class Looks_bad {
  std::future<int> result_;
  int late_ = 0;

public:
  void look() { result_ = std::async(std::launch::async, [] { return ::accept(3, nullptr, nullptr); }); }
  ~Looks_bad() { // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}waits for a result
    if (result_.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
      ++late_;
  }
};

// Whoever reads a serial port goes on reading it when that is closed.
class Port_bad {
  int fd_ = ::open("/dev/ttyS0", O_RDWR | O_NOCTTY);
  std::atomic<bool> closed_{false};
  std::thread reader_{[this] {
    char c;
    while (!closed_)
      if (::read(fd_, &c, 1) <= 0)
        continue;
  }};

public:
  ~Port_bad() {
    closed_ = true;
    ::close(fd_);
    reader_.join(); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}reads what may never come
  }
};
class Port_ok {
  int fd_ = ::open("/dev/ttyS0", O_RDWR | O_NOCTTY);
  int wake_ = ::eventfd(0, EFD_NONBLOCK);
  std::atomic<bool> closed_{false};
  std::thread reader_{[this] {
    char c;
    while (!closed_) {
      pollfd both[] = {{fd_, POLLIN, 0}, {wake_, POLLIN, 0}};
      if (::poll(both, 2, 200) > 0 && both[0].revents & POLLIN)
        (void)!::read(fd_, &c, 1);
    }
  }};

public:
  ~Port_ok() {
    closed_ = true;
    ::eventfd_write(wake_, 1);
    reader_.join();
    ::close(fd_);
  }
};

// Each socket by the same helper.
class ByHelper_bad {
  int server_ = -1, client_ = -1;
  std::atomic<bool> running_{true};
  std::thread thread_{[this] {
    const int listener = server_;
    while (running_)
      if ((client_ = ::accept(listener, nullptr, nullptr)) < 0)
        break;
  }};
  static void closeIt(int &fd) {
    if (fd >= 0)
      ::close(fd);
    fd = -1;
  }

public:
  void open() { server_ = ::socket(AF_INET, SOCK_STREAM, 0); }
  ~ByHelper_bad() {
    running_ = false;
    closeIt(client_);
    closeIt(server_);
    // CHECK: :[[@LINE+1]]:{{.*}}warning: destructor 'ByHelper_bad::~ByHelper_bad' waits for a thread to end
    thread_.join();
  }
};
