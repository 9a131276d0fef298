// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A static std::thread that nobody joins or detaches ends the process at its exit.
#include <atomic>
#include <pthread.h>
#include <thread>
#include <vector>

void tick();
static std::atomic<bool> Quit{false};

// CHECK: [[@LINE+1]]:20: warning: the thread in 'Ticker_bad' is neither joined nor detached: if it is joinable when the process exits, its end calls std::terminate
static std::thread Ticker_bad;
void startTicker() { Ticker_bad = std::thread(tick); }

// CHECK: [[@LINE+1]]:20: warning: the thread in 'Made_bad' is neither joined nor detached
static std::thread Made_bad(tick);

namespace {
// CHECK: [[@LINE+1]]:26: warning: the thread in '(anonymous namespace)::Several_bad' is neither joined nor detached
std::vector<std::thread> Several_bad;
} // namespace
void startAll() {
  for (int I = 0; I < 3; ++I) {
    Several_bad.emplace_back(tick);
    pthread_setname_np(Several_bad.back().native_handle(), "tick");
  }
}

void once() {
  // CHECK: [[@LINE+1]]:22: warning: the thread in 'once::Once_bad' is neither joined nor detached
  static std::thread Once_bad(tick);
}

// CHECK: [[@LINE+1]]:33: warning: the thread in 'Own_bad' is neither joined nor detached: if it is joinable when its thread exits, its end calls std::terminate
static thread_local std::thread Own_bad;
void startOwn() { Own_bad = std::thread(tick); }

static std::thread Joined_ok;
void startJoined() { Joined_ok = std::thread(tick); }
void endJoined() {
  Quit = true;
  if (Joined_ok.joinable())
    Joined_ok.join();
}

static std::thread Detached_ok;
void startDetached() {
  Detached_ok = std::thread(tick);
  Detached_ok.detach();
}

static std::vector<std::thread> All_ok;
void startThose() { All_ok.emplace_back(tick); }
void endThose() {
  for (std::thread &T : All_ok)
    T.join();
}

static std::thread Handed_ok;
void end(std::thread &T);
void startHanded() {
  Handed_ok = std::thread(tick);
  end(Handed_ok);
}

// Others may join it.
std::thread Known_ok;
void startKnown() { Known_ok = std::thread(tick); }

// It is never destroyed.
static std::thread *const Leaked_ok = new std::thread(tick);

static std::thread Never_ok;
bool runs() { return Never_ok.joinable() || Leaked_ok->joinable(); }
