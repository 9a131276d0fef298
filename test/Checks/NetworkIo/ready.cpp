// RUN: not %cleanexit check --checks='cleanup-network-io,cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// Who has asked, for a few milliseconds, whether there is something to receive
// does not wait when there is.

#include <mutex>
#include <poll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

struct Asked_ok {
  int Fd = ::socket(AF_INET, SOCK_STREAM, 0);
  ~Asked_ok() {
    pollfd P{Fd, POLLIN, 0};
    char Byte;
    if (poll(&P, 1, 5) > 0)
      recv(Fd, &Byte, 1, 0);
  }
};

struct Leaves_ok {
  int Fd = ::socket(AF_INET, SOCK_STREAM, 0);
  ~Leaves_ok() {
    pollfd P = {};
    P.fd = Fd;
    P.events = POLLIN;
    const int Ready = poll(&P, 1, 5);
    if (Ready <= 0)
      return;
    char Byte;
    recv(Fd, &Byte, 1, 0);
  }
};

struct Helper_ok {
  int Fd = ::socket(AF_INET, SOCK_STREAM, 0);
  bool isReady() {
    pollfd P{Fd, POLLIN, 0};
    return poll(&P, 1, 0) > 0;
  }
  ~Helper_ok() {
    char Byte;
    while (isReady())
      if (read(Fd, &Byte, 1) <= 0)
        break;
  }
};

static bool waitsFor(int Of, int Ms) {
  pollfd P{Of, POLLIN, 0};
  return poll(&P, 1, Ms) > 0;
}
struct Handed_ok {
  int Fd = ::socket(AF_INET, SOCK_STREAM, 0);
  ~Handed_ok() {
    char Byte;
    if (waitsFor(Fd, 2))
      recv(Fd, &Byte, 1, 0);
  }
};

struct Select_ok {
  int Fd = ::socket(AF_INET, SOCK_STREAM, 0);
  ~Select_ok() {
    fd_set Set;
    FD_ZERO(&Set);
    FD_SET(Fd, &Set);
    timeval Limit{0, 5000};
    char Byte;
    if (select(Fd + 1, &Set, nullptr, nullptr, &Limit) > 0)
      recv(Fd, &Byte, 1, 0);
  }
};

class Locked {
  std::mutex Mutex;
  int Fd = ::socket(AF_INET, SOCK_STREAM, 0);

public:
  void take_ok() {
    std::lock_guard G(Mutex);
    pollfd P{Fd, POLLIN, 0};
    char Byte;
    if (poll(&P, 1, 1) > 0)
      recv(Fd, &Byte, 1, 0);
  }
  void take_bad() {
    std::lock_guard G(Mutex);
    char Byte;
    // CHECK: [[@LINE+1]]:5: warning: 'Mutex' is held while 'Locked::take_bad' talks to another machine
    recv(Fd, &Byte, 1, 0);
  }
};

struct Another_bad {
  int Fd = ::socket(AF_INET, SOCK_STREAM, 0);
  int Other = ::socket(AF_INET, SOCK_STREAM, 0);
  ~Another_bad() {
    pollfd P{Other, POLLIN, 0};
    char Byte;
    if (poll(&P, 1, 5) > 0)
      // CHECK: [[@LINE+1]]:7: warning: destructor 'Another_bad::~Another_bad' talks to another machine
      recv(Fd, &Byte, 1, 0);
  }
};

struct NotHeard_bad {
  int Fd = ::socket(AF_INET, SOCK_STREAM, 0);
  ~NotHeard_bad() {
    pollfd P{Fd, POLLIN, 0};
    char Byte;
    poll(&P, 1, 5);
    // CHECK: [[@LINE+1]]:5: warning: destructor 'NotHeard_bad::~NotHeard_bad' talks to another machine
    recv(Fd, &Byte, 1, 0);
  }
};

struct Opposite_bad {
  int Fd = ::socket(AF_INET, SOCK_STREAM, 0);
  ~Opposite_bad() {
    pollfd P{Fd, POLLIN, 0};
    char Byte;
    if (poll(&P, 1, 5) <= 0)
      // CHECK: [[@LINE+1]]:7: warning: destructor 'Opposite_bad::~Opposite_bad' talks to another machine
      recv(Fd, &Byte, 1, 0);
  }
};
