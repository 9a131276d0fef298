// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A child that was killed is reaped by another method of the same object.
#include <cerrno>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

class Child_ok {
  pid_t Pid = -1;
  bool reap() {
    pid_t Got;
    do
      Got = waitpid(Pid, nullptr, 0);
    while (Got == -1 && errno == EINTR);
    return Got > 0;
  }

public:
  ~Child_ok() {
    if (Pid == -1)
      return;
    kill(Pid, SIGKILL);
    reap();
  }
};
class Asked_bad {
  pid_t Pid = -1;
  bool reap() { return waitpid(Pid, nullptr, 0) > 0; }

public:
  ~Asked_bad() {
    kill(Pid, SIGTERM);
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: destructor 'Asked_bad::~Asked_bad' waits for a process
    reap();
  }
};
// Another one's.
class Children {
  pid_t Pid = -1;

public:
  bool reap() { return waitpid(Pid, nullptr, 0) > 0; }
};
class Other_bad {
  pid_t Pid = -1;
  Children All;

public:
  ~Other_bad() {
    kill(Pid, SIGKILL);
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: destructor 'Other_bad::~Other_bad' waits for a process
    All.reap();
  }
};
