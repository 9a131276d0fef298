// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// What a stop callback does is what the request does: one that only sets a flag
// wakes nobody.

#include <atomic>
#include <stop_token>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <thread>
#include <unistd.h>

class MainLoop {
public:
  void run() {
    while (!Quit) {
      epoll_event Events[8];
      if (epoll_wait(Epoll, Events, 8, -1) < 0)
        return;
    }
  }
  void quit() { Quit = true; }
  void quitAndWake() {
    Quit = true;
    eventfd_write(Event, 1);
  }

private:
  int Epoll = epoll_create1(0), Event = eventfd(0, 0);
  std::atomic<bool> Quit{false};
};

class Sets_bad {
  std::jthread T;

public:
  void start() {
    T = std::jthread([](std::stop_token Token) {
      MainLoop Loop;
      std::stop_callback OnStop(Token, [&Loop] { Loop.quit(); });
      Loop.run();
    });
  }
  ~Sets_bad() {
    T.request_stop();
    T.join(); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: {{.*}} waits for input or output to become possible ('epoll_wait')
  }
};

class Wakes_ok {
  std::jthread T;

public:
  void start() {
    T = std::jthread([](std::stop_token Token) {
      MainLoop Loop;
      std::stop_callback OnStop(Token, [&Loop] { Loop.quitAndWake(); });
      Loop.run();
    });
  }
  ~Wakes_ok() {
    T.request_stop();
    T.join();
  }
};

class LooksNowAndThen_ok {
  std::jthread T;

public:
  void start() {
    T = std::jthread([](std::stop_token Token) {
      std::atomic<bool> Quit{false};
      std::stop_callback OnStop(Token, [&Quit] { Quit = true; });
      while (!Quit)
        usleep(5000);
    });
  }
  ~LooksNowAndThen_ok() {
    T.request_stop();
    T.join();
  }
};
