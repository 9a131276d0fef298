// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A thread is joined by a function that it is handed to, if nothing throws before.
#include <atomic>
#include <stdexcept>
#include <thread>

static std::atomic<bool> Quit{false};
void run() {
  while (!Quit)
    std::this_thread::yield();
}
void finish(std::thread &Thread) {
  Quit = true;
  Thread.join();
}
void keep(std::thread &Thread);
void parse(const char *Text) {
  if (!Text)
    throw std::runtime_error("nothing to do");
}

void record_bad(const char *Text) {
  // CHECK: [[@LINE+1]]:15: warning: an exception may leave the scope of 'Process' before it is joined
  std::thread Process(run);
  parse(Text);
  finish(Process);
}
void record_ok(const char *Text) {
  parse(Text);
  std::thread Process(run);
  finish(Process);
}
void caught_ok(const char *Text) {
  std::thread Process(run);
  try {
    parse(Text);
  } catch (const std::exception &) {
  }
  finish(Process);
}
void kept_ok(const char *Text) {
  std::thread Process(run);
  keep(Process);
  parse(Text);
}
