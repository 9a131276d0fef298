// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A member is one end of a pipe that was made in a local array: its reader does not
// see a flag.
#include <atomic>
#include <fcntl.h>
#include <thread>
#include <unistd.h>

class Output {
protected:
  std::atomic<bool> over_{false};
  int from_ = -1, to_ = -1;
  long got_ = 0;
  void read() {
    char c;
    while (!over_)
      got_ += ::read(from_, &c, 1);
  }
};
class Piped_bad : Output {
  std::thread thread_;

public:
  bool open() {
    int ends[2];
    if (::pipe(ends) != 0)
      return false;
    from_ = ends[0];
    to_ = ends[1];
    thread_ = std::thread([this] { read(); });
    return true;
  }
  ~Piped_bad() {
    over_ = true;
    if (thread_.joinable())
      thread_.join(); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: destructor 'Piped_bad::~Piped_bad' waits {{.*}}although asked to stop the thread's body,{{.*}} reads what may never come ('read')
  }
};
