// Known to be wrong: FP_ is false.
// RUN: not %cleanexit check --checks='cleanup-network-io' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
#include <netdb.h>
#include <sys/socket.h>

// No name server is asked for what is numbers already.
struct FP_numeric {
  const char *host = "127.0.0.1";
  ~FP_numeric() {
    addrinfo hints{}, *found = nullptr;
    hints.ai_flags = AI_NUMERICHOST;
    getaddrinfo(host, "80", &hints, &found); // CHECK: :[[@LINE]]:{{.*}}talks to another machine ('getaddrinfo')
    freeaddrinfo(found);
  }
};
