// RUN: not %cleanexit check --checks='cleanup-network-io' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A function makes sockets of the kind that it is asked for: connect() of a
// datagram socket waits for nobody.
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>

static int open(int Kind) {
  int Fd = socket(AF_INET6, Kind, 0);
  if (Fd < 0)
    throw std::runtime_error("socket");
  return Fd;
}
static int openFor(int Kind) { return open(Kind); }

struct Loose_ok {
  sockaddr_in6 To{};
  int Fd = open(SOCK_DGRAM);
  ~Loose_ok() { connect(Fd, (sockaddr *)&To, sizeof To); }
};
struct Wrapped_ok {
  sockaddr_in6 To{};
  int Fd = openFor(SOCK_DGRAM | SOCK_CLOEXEC);
  ~Wrapped_ok() { connect(Fd, (sockaddr *)&To, sizeof To); }
};
struct Firm_bad {
  sockaddr_in6 To{};
  int Fd = open(SOCK_STREAM);
  ~Firm_bad() { connect(Fd, (sockaddr *)&To, sizeof To); } // CHECK: :[[@LINE]]:{{.*}}warning:
};
struct Either_bad {
  sockaddr_in6 To{};
  int Fd;
  explicit Either_bad(int Kind) : Fd(openFor(Kind)) {}
  ~Either_bad() { connect(Fd, (sockaddr *)&To, sizeof To); } // CHECK: :[[@LINE]]:{{.*}}warning:
};
