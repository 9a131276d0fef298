// RUN: not %cleanexit check --checks='cleanup-network-io,cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Who asks again and again, each time for a moment, waits for the answer.
#include <poll.h>
#include <sys/socket.h>

struct Account {
  int socket;
  bool isBusy;
  bool isFast;

  bool handleEvent(int ms) {
    char packet[1500];
    pollfd asked = {socket, POLLIN, 0};
    if (::poll(&asked, 1, ms) <= 0)
      return false;
    if (::recv(socket, packet, sizeof packet, 0) > 0)
      isBusy = false;
    return true;
  }
};
struct Unregisters_bad {
  Account account;
  ~Unregisters_bad() {
    while (account.isBusy)
      account.handleEvent(10); // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: destructor 'Unregisters_bad::~Unregisters_bad' talks to another machine
  }
};
struct Once_ok {
  Account account;
  ~Once_ok() { account.handleEvent(10); }
};
// Until nothing more is there.
struct Drains_ok {
  int socket;
  ~Drains_ok() {
    char packet[1500];
    pollfd asked = {socket, POLLIN, 0};
    while (::poll(&asked, 1, 0) > 0)
      ::recv(socket, packet, sizeof packet, 0);
  }
};
