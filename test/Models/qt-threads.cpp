// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
// A thread that is asked with a flag, and waits where it does not look at it.
#include <condition_variable>
#include <mutex>

class QThread {
public:
  virtual ~QThread();
  void requestInterruption();
  bool isInterruptionRequested() const;
  bool wait(unsigned long time = ~0ul);
  virtual void run();
};
class Walker : public QThread {
  std::mutex m;
  std::condition_variable answered;
  bool ready = false;

public:
  void run() override {
    while (!isInterruptionRequested()) {
      std::unique_lock l(m);
      while (!ready)
        answered.wait(l);
    }
  }
};
class Engine_bad {
  Walker walker;

public:
  ~Engine_bad() {
    walker.requestInterruption();
    walker.wait();
    // CHECK: 'Engine_bad::~Engine_bad' {{.*}}although asked to stop the thread's body, 'Walker::run'
  }
};
