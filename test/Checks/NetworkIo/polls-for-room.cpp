// RUN: not %cleanexit check %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A socket that does not block, and a poll() for room with no limit: that is to wait
// for the other machine.
#include <cerrno>
#include <poll.h>
#include <sys/socket.h>

struct Waits_bad {
  int Socket = -1;
  void put(const char *Data, long Left) {
    while (Left > 0) {
      const long N = send(Socket, Data, Left, 0);
      if (N < 0 && errno == EAGAIN) {
        pollfd Room{Socket, POLLOUT, 0};
        poll(&Room, 1, -1);
      } else if (N < 0) {
        return;
      } else {
        Left -= N;
      }
    }
  }
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: destructor 'Waits_bad::~Waits_bad' talks to another machine ('send'){{.*}}[cleanup-network-io]
  ~Waits_bad() { put("bye", 3); }
};
struct GivesUp_ok {
  int Socket = -1;
  void put(const char *Data, long Left) {
    while (Left > 0) {
      const long N = send(Socket, Data, Left, 0);
      if (N < 0 && errno == EAGAIN)
        return;
      Left -= N;
    }
  }
  ~GivesUp_ok() { put("bye", 3); }
};

struct Limited_ok {
  int Socket = -1;
  void put(const char *Data, long Left) {
    while (Left > 0) {
      const long N = send(Socket, Data, Left, MSG_DONTWAIT);
      if (N < 0 && errno == EAGAIN) {
        pollfd Room{Socket, POLLOUT, 0};
        if (poll(&Room, 1, 5) <= 0)
          return;
      } else if (N < 0) {
        return;
      } else {
        Left -= N;
      }
    }
  }
  ~Limited_ok() { put("bye", 3); }
};
