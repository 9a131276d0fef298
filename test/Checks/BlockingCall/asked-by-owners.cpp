// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A part joins its thread, which waits in what the whole has ended before.
#include <condition_variable>
#include <mutex>
#include <thread>

struct Engine {
  std::mutex Lock;
  std::condition_variable Frame;
  bool Ready = false;
  bool Interrupted = false;
  void waitForFrame() {
    std::unique_lock<std::mutex> Hold(Lock);
    Frame.wait(Hold, [this] { return Ready || Interrupted; });
  }
  void interrupt() {
    std::lock_guard<std::mutex> Hold(Lock);
    Interrupted = true;
    Frame.notify_all();
  }
};

struct Painter_ok {
  Engine &On;
  bool Running = true;
  std::thread Paints;
  explicit Painter_ok(Engine &E) : On(E), Paints([this] { run(); }) {}
  ~Painter_ok() {
    Running = false;
    Paints.join();
  }
  void run() {
    while (Running)
      On.waitForFrame();
  }
};
struct Renderer {
  Engine On;
  Painter_ok Part{On};
  ~Renderer() { On.interrupt(); }
};

struct Painter_bad {
  Engine &On;
  bool Running = true;
  std::thread Paints;
  explicit Painter_bad(Engine &E) : On(E), Paints([this] { run(); }) {}
  ~Painter_bad() {
    Running = false;
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Painter_bad::~Painter_bad' waits {{.*}}, waits for a condition ('std::condition_variable::wait')
    Paints.join();
  }
  void run() {
    while (Running)
      On.waitForFrame();
  }
};
struct Forgetful {
  Engine On;
  Painter_bad Part{On};
  int Frames = 0;
  ~Forgetful() { Frames = 0; }
};
