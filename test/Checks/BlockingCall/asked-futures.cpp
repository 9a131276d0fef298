// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A local future's task that was asked to end before, by the function or by a guard that ends
// first, is waited for as a thread is joined that hears the request.
#include <chrono>
#include <condition_variable>
#include <future>
#include <mutex>

struct Reader {
  std::mutex Lock;
  std::condition_variable Wake;
  bool Running = true, Has = false;
  bool read() {
    std::unique_lock<std::mutex> Hold(Lock);
    Wake.wait(Hold, [this] { return !Running || Has; });
    return Has;
  }
  void close() {
    std::lock_guard<std::mutex> Hold(Lock);
    Running = false;
    Wake.notify_all();
  }
};
struct CloseOnExit {
  Reader &Of;
  ~CloseOnExit() { Of.close(); }
};
bool work();

void forgets_bad(Reader &In) {
  // CHECK: [[@LINE+1]]:8: warning: the end of 'Reading' waits for a result
  auto Reading = std::async(std::launch::async, [&] { return In.read(); });
  if (!work())
    return;
  In.close();
}
void late_bad(Reader &In) {
  const CloseOnExit Closing{In};
  // CHECK: [[@LINE+1]]:8: warning: the end of 'Late' waits for a result
  auto Late = std::async(std::launch::async, [&] { return In.read(); });
  work();
}
void closes_ok(Reader &In) {
  auto Closed = std::async(std::launch::async, [&] { return In.read(); });
  work();
  In.close();
}
void guards_ok(Reader &In) {
  auto Guarded = std::async(std::launch::async, [&] { return In.read(); });
  const CloseOnExit Closing{In};
  if (!work())
    return;
  Guarded.wait_for(std::chrono::seconds(1));
}
