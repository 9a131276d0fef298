// RUN: not %cleanexit check --repairs --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 | FileCheck %s
// RUN: %python %S/harness.py %cleanexit %s --list --strict | FileCheck %s --check-prefix=MENDED
// To give up one lock is not enough where a caller, here with a constant and
// without, holds another one: the repair says so.
#include <mutex>
#include <thread>

class Server {
  std::mutex all_, one_;
  std::thread thread_;
  int state_ = 0;
  void stop_bad(const int *flags) {
    std::lock_guard<std::mutex> l(one_);
    if (flags && *flags)
      return;
    thread_.join();
    // CHECK: :[[@LINE-1]]:5: warning: 'one_' is held while 'Server::stop_bad'
    // CHECK: suggested repair: unlock 'l' before this; what it protects may change meanwhile; another lock is held over this as well
    state_ = 1;
  }

public:
  void close_bad() {
    std::lock_guard<std::mutex> l(all_);
    stop_bad(nullptr);
  }
  void leave_bad(int flags) {
    std::lock_guard<std::mutex> l(all_);
    stop_bad(&flags);
  }
};
// MENDED: | cleanup-lock-held-over-wait | 1 | 1 | 1 | 1 | 0 |
