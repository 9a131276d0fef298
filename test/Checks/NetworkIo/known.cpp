// Known to be wrong: FN_ is missed, FP_ is false.
// RUN: not %cleanexit check --checks='cleanup-network-io' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
#include <sys/time.h>

struct redisContext;
extern "C" redisContext *redisConnectWithTimeout(const char *ip, int port, const struct timeval tv);

// A time that is made in place is not evaluated, one that is a variable is.
struct FP_madeInPlace {
  ~FP_madeInPlace() {
    redisConnectWithTimeout("a", 1, timeval{0, 2000}); // CHECK: :[[@LINE]]:{{.*}}'FP_madeInPlace::~FP_madeInPlace' {{.*}}no timeout is seen
  }
};
struct Variable_ok {
  ~Variable_ok() {
    const timeval t{0, 2000};
    redisConnectWithTimeout("a", 1, t);
  }
};
