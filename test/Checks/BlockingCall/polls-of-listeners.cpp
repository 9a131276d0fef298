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

// Nor does a short poll of a connection say anything of the listener, here by
// way of a copy.
class Monitor_bad {
  int Listener = -1;
  std::atomic<bool> Running{true};
  std::thread Accepts{[this] { run(); }};
  void run() {
    const int Listening = Listener;
    while (Running) {
      const int Client = accept(Listening, nullptr, nullptr);
      if (Client >= 0)
        serve(Client);
    }
  }
  void serve(int Client) {
    char Line[64];
    while (Running) {
      pollfd Ready{Client, POLLIN, 0};
      if (poll(&Ready, 1, 100) == 0)
        continue;
      if (recv(Client, Line, sizeof Line, MSG_DONTWAIT) <= 0)
        break;
    }
    close(Client);
  }

public:
  ~Monitor_bad() {
    Running = false;
    close(Listener);
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: destructor 'Monitor_bad::~Monitor_bad' {{.*}}talks to another machine ('accept')
    Accepts.join();
  }
};
