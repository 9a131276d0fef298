// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// ~future() of a task waits for that, also among the statics' destructors.
#include <future>
#include <thread>

void load() { std::this_thread::sleep_for(std::chrono::hours(1)); }

namespace {
// CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: the end of '(anonymous namespace)::Loading' waits for a result ('std::future::~future') with no bound, at process exit
std::future<void> Loading;
// CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: the end of '(anonymous namespace)::Made' waits for a result
std::future<void> Made = std::async(std::launch::async, load);
// CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: the end of '(anonymous namespace)::OfThread' waits for a result ('std::future::~future') with no bound, at thread exit
thread_local std::future<void> OfThread;
std::future<void> Awaited_ok, Promised_ok, Unused_ok;
std::promise<void> Promise;
} // namespace

void begin() {
  Loading = std::async(std::launch::async, load);
  OfThread = std::async(std::launch::async, load);
  Awaited_ok = std::async(std::launch::async, load);
  Promised_ok = Promise.get_future();
}
void end() { Awaited_ok.wait(); }
