// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// To close the listener ends accept(), and no connection that was accepted.
#include <atomic>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

class Peer {
  int fd_;

public:
  explicit Peer(int fd) : fd_(fd) {}
  ~Peer() { close(fd_); }
  bool read() {
    char c;
    return recv(fd_, &c, 1, 0) == 1;
  }
};

class Serves {
  int listener_;
  std::atomic<bool> stop_{false};
  std::thread thread_;
  void run() {
    while (!stop_) {
      int fd = accept(listener_, nullptr, nullptr);
      if (fd < 0)
        return;
      Peer peer(fd);
      while (!stop_ && peer.read())
        ;
    }
  }

public:
  explicit Serves(int fd) : listener_(fd), thread_([this] { run(); }) {}
  ~Serves() {
    stop_ = true;
    shutdown(listener_, SHUT_RDWR);
    thread_.join(); // CHECK: :[[@LINE]]:{{.*}}warning: destructor 'Serves::~Serves'
  }
};

class Turns {
  int listener_;
  std::atomic<bool> stop_{false};
  std::thread thread_;
  void run() {
    while (!stop_) {
      int fd = accept(listener_, nullptr, nullptr);
      if (fd < 0)
        return;
      close(fd);
    }
  }

public:
  explicit Turns(int fd) : listener_(fd), thread_([this] { run(); }) {}
  ~Turns() { // ok: nothing else waits
    stop_ = true;
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
  }
};
