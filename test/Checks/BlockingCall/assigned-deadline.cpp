// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A deadline that is assigned over as a whole.
#include <semaphore.h>
#include <time.h>

timespec later(long us);
struct Assigned_bad {
  sem_t s;
  ~Assigned_bad() {
    timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    t = later(t.tv_sec * 1000000);
    sem_timedwait(&s, &t); // CHECK: :[[@LINE]]:{{.*}}'Assigned_bad::~Assigned_bad' waits for other threads {{.*}} until a deadline
  }
};
struct Added_ok {
  sem_t s;
  ~Added_ok() {
    timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    t.tv_nsec += 2000000;
    sem_timedwait(&s, &t);
  }
};
