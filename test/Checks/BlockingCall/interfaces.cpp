// RUN: %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: FileCheck %s --allow-empty --implicit-check-not=warning: < %t
// A library's interface asks a thread to stop by what the project does there.
// TELLS: FRunnable
#include <atomic>
#include <sys/socket.h>
#include <thread>

struct FRunnable {
  virtual ~FRunnable() = default;
  virtual unsigned Run() = 0;
  virtual void Stop() = 0;
};

class Runner {
  FRunnable *runs_;
  std::thread thread_;

public:
  explicit Runner(FRunnable *r) : runs_(r), thread_([r] { r->Run(); }) {}
  void kill() {
    runs_->Stop();
    thread_.join();
  }
};

template <int> struct Receiver : FRunnable {
  int fd = -1;
  std::atomic<bool> stop{false};
  unsigned Run() override {
    char c;
    while (!stop)
      ::recv(fd, &c, 1, 0);
    return 0;
  }
};
struct Cancelled : Receiver<1> {
  void Stop() override {
    stop = true;
    ::shutdown(fd, SHUT_RDWR);
  }
};
struct Owner_ok {
  Cancelled receiver;
  Runner runner{&receiver};
  ~Owner_ok() { runner.kill(); }
};
