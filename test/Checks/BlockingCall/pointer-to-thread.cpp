// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A thread that is given an owner may be the last to have the object, which joins it; one
// that is given a pointer has none.
#include <condition_variable>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

struct Port_ok {
  std::mutex Lock;
  std::condition_variable_any Ready;
  bool Filled = false;
  std::jthread Output;
};
static void play(std::stop_token Stop, Port_ok *Port) {
  std::unique_lock Hold{Port->Lock};
  while (Port->Ready.wait(Hold, Stop, [Port] { return Port->Filled; }))
    Port->Filled = false;
}
std::shared_ptr<Port_ok> open() {
  auto Port = std::make_shared<Port_ok>();
  Port->Output = std::jthread(play, Port.get());
  return Port;
}

struct Owned_bad {
  std::mutex Lock;
  std::condition_variable_any Ready;
  bool Filled = false;
  // CHECK: [[@LINE+1]]:16: warning: the end of 'Output' waits {{.*}}, and may run on the very thread that it waits for
  std::jthread Output;
};
static void playOwned(std::stop_token Stop, std::shared_ptr<Owned_bad> Port) {
  std::unique_lock Hold{Port->Lock};
  while (Port->Ready.wait(Hold, Stop, [Port] { return Port->Filled; }))
    Port->Filled = false;
}
std::shared_ptr<Owned_bad> openOwned() {
  auto Port = std::make_shared<Owned_bad>();
  Port->Output = std::jthread(playOwned, Port);
  return Port;
}
