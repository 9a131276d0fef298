// RUN: not %cleanexit check --checks='cleanup-network-io' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Times that are made where they are handed over.
#include <sys/time.h>

struct redisContext;
extern "C" redisContext *redisConnectWithTimeout(const char *ip, int port, const struct timeval tv);

struct InPlace_ok {
  ~InPlace_ok() { redisConnectWithTimeout("a", 1, timeval{0, 2000}); }
};
struct Braces_ok {
  ~Braces_ok() { redisConnectWithTimeout("a", 1, {0, 2000}); }
};
struct InPlace_bad {
  ~InPlace_bad() {
    redisConnectWithTimeout("a", 1, timeval{3, 0}); // CHECK: :[[@LINE]]:{{.*}}'InPlace_bad::~InPlace_bad' {{.*}} 3 s
  }
};
struct Variable_ok {
  ~Variable_ok() {
    const timeval t{0, 2000};
    redisConnectWithTimeout("a", 1, t);
  }
};
