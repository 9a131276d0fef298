// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A static object's end calls what ends others: those end at process exit as well.
#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <thread>

class Pool {
  std::mutex Lock;
  std::condition_variable Idle;
  int Alive = 2;
  bool Stop = false;

public:
  Pool() {
    for (int I = 0; I < 2; ++I)
      std::thread([this] { work(); }).detach();
  }
  void work() {
    std::unique_lock<std::mutex> Hold(Lock);
    Idle.wait(Hold, [this] { return Stop; });
    --Alive;
    Idle.notify_all();
  }
  ~Pool() {
    std::unique_lock<std::mutex> Hold(Lock);
    Stop = true;
    Idle.notify_all();
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: destructor 'Pool::~Pool' {{.*}}at process exit, {{.*}}owner: 'Init'
    Idle.wait(Hold, [this] { return Alive == 0; });
  }
};
struct Context {
  std::unique_ptr<Pool> Workers = std::make_unique<Pool>();
};
static Context *Default = nullptr;
Context &context() {
  if (!Default)
    Default = new Context;
  return *Default;
}
static void endWorkers() { context().Workers.reset(); }
void shutDown() { endWorkers(); }
struct Initializer {
  Initializer() { context(); }
  ~Initializer() { shutDown(); }
};
static Initializer Init;

// The same, and nobody ends it at exit.
class Quiet {
  std::mutex Lock;
  std::condition_variable Idle;
  int Alive = 1;
  bool Stop = false;

public:
  Quiet() {
    std::thread([this] { work(); }).detach();
  }
  void work() {
    std::unique_lock<std::mutex> Hold(Lock);
    Idle.wait(Hold, [this] { return Stop; });
    --Alive;
    Idle.notify_all();
  }
  ~Quiet() {
    std::unique_lock<std::mutex> Hold(Lock);
    Stop = true;
    Idle.notify_all();
    Idle.wait(Hold, [this] { return Alive == 0; });
  }
};
void use_ok() { Quiet Q; }

// Engines in a list that a global begins, which an exit handler ends by way of a
// function, and of their interface.
struct Engine {
  virtual ~Engine() = default;
  Engine *Next = nullptr;
};
static Engine *Engines;
static void endAll() {
  while (Engines) {
    Engine *One = Engines;
    Engines = One->Next;
    delete One;
  }
}
static void atEnd() { endAll(); }
class Workers : public Engine {
  std::atomic<bool> Stop{false};
  std::thread Worker{[this] {
    while (!Stop)
      std::this_thread::yield();
  }};

public:
  ~Workers() override {
    Stop = true;
    Worker.join(); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: {{.*}} at process exit, {{.*}} (owner: 'atEnd')
  }
};
int begin() {
  Engine *One = new Workers;
  One->Next = Engines;
  Engines = One;
  return std::atexit(atEnd);
}

// One that is made and ended there is nobody's at exit.
struct Task {
  virtual ~Task() = default;
};
class Briefly : public Task {
  std::atomic<bool> Stop{false};
  std::thread Worker{[this] {
    while (!Stop)
      std::this_thread::yield();
  }};

public:
  ~Briefly() override {
    Stop = true;
    Worker.join();
  }
};
static void tidy_ok() {
  Task *One = new Briefly;
  delete One;
}
static void atEnd_ok() { tidy_ok(); }
int beginBriefly() { return std::atexit(atEnd_ok); }
