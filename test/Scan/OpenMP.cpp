// RUN: not %cleanexit check %s -- -std=c++20 -fopenmp > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Directives: whoever comes to a parallel region takes part in it, and of a
// critical section all of its name hold the same lock.
#include <unistd.h>
struct Log {
  int Lines;
  void plain_bad() {
#pragma omp critical
    { sleep(1); } // CHECK: :[[@LINE]]:{{.*}}'omp critical' is held while 'Log::plain_bad' sleeps
  }
  void named_bad() {
#pragma omp critical(log)
    {
      ++Lines;
      sleep(1); // CHECK: :[[@LINE]]:{{.*}}'omp critical(log)' is held while 'Log::named_bad' sleeps
    }
  }
  void before_ok() {
#pragma omp critical(log)
    { ++Lines; }
    sleep(1);
  }
};
struct Parallel_bad {
  int Parts[8];
  ~Parallel_bad() {
#pragma omp parallel for
    for (int I = 0; I < 8; ++I)
      if (Parts[I])
        sleep(3); // CHECK: :[[@LINE]]:{{.*}}'Parallel_bad::~Parallel_bad' sleeps
  }
};
struct Tasks_bad {
  ~Tasks_bad() {
#pragma omp taskwait
    // CHECK: :[[@LINE-1]]:{{.*}}'Tasks_bad::~Tasks_bad' waits for other threads
  }
};
// Any thread does it later.
struct Task_ok {
  ~Task_ok() {
#pragma omp task
    { sleep(4); }
  }
};
