// RUN: not %cleanexit check --checks='cleanup-network-io' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What getaddrinfo() is asked for: a number is no name, and datagrams wait for
// no peer.
#include <netdb.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
struct Numeric_ok {
  ~Numeric_ok() {
    addrinfo hints{}, *found;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICHOST;
    getaddrinfo("127.0.0.1", "80", &hints, &found);
  }
};
struct Cleared_ok {
  ~Cleared_ok() {
    addrinfo hints, *found;
    memset(&hints, 0, sizeof hints);
    hints.ai_family = AF_INET;
    hints.ai_flags = AI_NUMERICHOST;
    getaddrinfo("127.0.0.1", "80", &hints, &found);
  }
};
struct Added_ok {
  ~Added_ok() {
    addrinfo hints{}, *found;
    hints.ai_flags |= AI_NUMERICHOST;
    getaddrinfo("127.0.0.1", "80", &hints, &found);
  }
};
struct Listed_ok {
  ~Listed_ok() {
    addrinfo hints = {AI_NUMERICHOST}, *found;
    getaddrinfo("127.0.0.1", "80", &hints, &found);
  }
};
struct Name_bad {
  ~Name_bad() {
    addrinfo hints{}, *found;
    hints.ai_flags = AI_PASSIVE;
    getaddrinfo("localhost", "80", &hints, &found); // CHECK: :[[@LINE]]:{{.*}}'getaddrinfo'
  }
};
struct Perhaps_bad {
  bool numeric;
  ~Perhaps_bad() {
    addrinfo hints{}, *found;
    if (numeric)
      hints.ai_flags = AI_NUMERICHOST;
    getaddrinfo("localhost", "80", &hints, &found); // CHECK: :[[@LINE]]:{{.*}}'getaddrinfo'
  }
};
void prepare(addrinfo *hints);
struct Prepared_bad {
  ~Prepared_bad() {
    addrinfo hints{}, *found;
    hints.ai_flags = AI_NUMERICHOST;
    prepare(&hints);
    getaddrinfo("localhost", "80", &hints, &found); // CHECK: :[[@LINE]]:{{.*}}'getaddrinfo'
  }
};
struct Datagram_ok {
  int fd = -1;
  explicit Datagram_ok(const char *host) {
    addrinfo hints{}, *found = nullptr;
    hints.ai_socktype = SOCK_DGRAM;
    getaddrinfo(host, "8125", &hints, &found);
    for (addrinfo *one = found; one && fd < 0; one = one->ai_next)
      fd = socket(one->ai_family, one->ai_socktype, one->ai_protocol);
    freeaddrinfo(found);
  }
  ~Datagram_ok() { send(fd, "bye", 3, 0); }
};
struct Stream_bad {
  int fd = -1;
  explicit Stream_bad(const char *host) {
    addrinfo hints{}, *found = nullptr;
    hints.ai_socktype = SOCK_STREAM;
    getaddrinfo(host, "8125", &hints, &found);
    fd = socket(found->ai_family, found->ai_socktype, found->ai_protocol);
    freeaddrinfo(found);
  }
  ~Stream_bad() { send(fd, "bye", 3, 0); } // CHECK: :[[@LINE]]:{{.*}}'send'
};
