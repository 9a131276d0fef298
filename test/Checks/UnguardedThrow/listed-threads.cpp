// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// for (auto *Each : {&A, &B}): what is done to each is done to that member.
#include <initializer_list>
#include <thread>

void work();

class Both_ok {
  std::thread Reader{work}, Writer{work};

public:
  ~Both_ok() {
    for (std::thread *Each : {&Reader, &Writer})
      if (Each->joinable())
        Each->join();
  }
};

class One_bad {
  std::thread Reader{work}, Writer{work}, Third{work};

public:
  ~One_bad() { // CHECK: [[@LINE]]:{{[0-9]+}}: warning: the thread in 'Third' is neither joined nor detached by any method
    for (std::thread *Each : {&Reader, &Writer})
      if (Each->joinable())
        Each->join();
  }
};
