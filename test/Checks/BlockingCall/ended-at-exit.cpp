// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A static object's end calls what ends others: those end at process exit as well.
#include <condition_variable>
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
