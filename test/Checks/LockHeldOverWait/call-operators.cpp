// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A virtual operator() is what the classes below make of it.
#include <chrono>
#include <mutex>
#include <thread>

class Handler_bad {
public:
  virtual ~Handler_bad() = default;
  void run(int Request) {
    std::lock_guard<std::mutex> Hold(Lock);
    // CHECK: [[@LINE+1]]:12: warning: 'Lock' is held while 'Handler_bad::run' sleeps
    (*this)(Request);
  }

protected:
  virtual void operator()(int Request) = 0;
  std::mutex Lock;
};
class Slow : public Handler_bad {
  void operator()(int) override { std::this_thread::sleep_for(std::chrono::seconds(5)); }
};

class Handler_ok {
public:
  virtual ~Handler_ok() = default;
  void run(int Request) {
    std::lock_guard<std::mutex> Hold(Lock);
    (*this)(Request);
  }

protected:
  virtual void operator()(int Request) = 0;
  std::mutex Lock;
};
class Quick : public Handler_ok {
  int Last = 0;
  void operator()(int Request) override { Last = Request; }
};

// Not virtual: one function.
struct Job_bad {
  std::mutex Lock;
  void operator()() { std::this_thread::sleep_for(std::chrono::seconds(5)); }
  void run() {
    std::lock_guard<std::mutex> Hold(Lock);
    // CHECK: [[@LINE+1]]:{{[0-9]+}}: warning: 'Lock' is held while 'Job_bad::run' sleeps
    (*this)();
  }
};
