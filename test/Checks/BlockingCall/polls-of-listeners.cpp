// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A short poll of the listener says nothing of a connection; a file that was opened
// not to block does not.
#include <atomic>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <termios.h>
#include <thread>
#include <unistd.h>

struct Accepts_bad {
  int Listener = -1;
  std::atomic<bool> Stop{false};
  std::thread Run{[this] {
    while (!Stop) {
      pollfd Ready{Listener, POLLIN, 0};
      if (poll(&Ready, 1, 500) <= 0)
        continue;
      const int Fd = accept(Listener, nullptr, nullptr);
      char C;
      while (recv(Fd, &C, 1, 0) == 1 && C != '\n')
        ;
      close(Fd);
    }
  }};
  ~Accepts_bad() {
    Stop = true;
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: destructor 'Accepts_bad::~Accepts_bad' {{.*}}talks to another machine ('recv')
    Run.join();
  }
};
struct Polls_ok {
  int Socket = -1;
  std::atomic<bool> Stop{false};
  std::thread Run{[this] {
    char C;
    while (!Stop) {
      pollfd Ready{Socket, POLLIN, 0};
      if (poll(&Ready, 1, 500) > 0)
        recv(Socket, &C, 1, 0);
    }
  }};
  ~Polls_ok() {
    Stop = true;
    Run.join();
  }
};
struct Port_ok {
  int Fd = open("/dev/ttyS0", O_RDWR | O_NOCTTY | O_NONBLOCK);
  std::atomic<bool> Stop{false};
  std::thread Run{[this] {
    char C;
    while (!Stop)
      if (read(Fd, &C, 1) != 1)
        usleep(20000);
  }};
  ~Port_ok() {
    Stop = true;
    Run.join();
  }
};
struct Port_bad {
  int Fd = open("/dev/ttyS0", O_RDWR | O_NOCTTY);
  std::atomic<bool> Stop{false};
  std::thread Run{[this] {
    char C;
    while (!Stop)
      if (read(Fd, &C, 1) != 1)
        usleep(20000);
  }};
  ~Port_bad() {
    Stop = true;
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: destructor 'Port_bad::~Port_bad' {{.*}}reads what may never come
    Run.join();
  }
};
