// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
#include <mutex>
#include <stdexcept>

bool send(const char *what);
static void tell(const char *what) {
  if (!send(what))
    throw std::runtime_error(what);
}

// Beside that it finds fault, which calls for no more, what it calls may fail.
struct Leased {
  bool held = false;
  void lock() { held = true; }
  void unlock() {
    if (!held)
      throw std::runtime_error("not held");
    tell("unlock");
  }
};
void leased_bad(Leased &l) {
  std::lock_guard<Leased> guard(l); // CHECK: :[[@LINE]]:{{.*}}warning: 'std::runtime_error' may leave 'Leased::unlock'
}
struct Tried {
  bool held = false;
  void lock() { held = true; }
  void unlock() {
    if (!held)
      throw std::runtime_error("not held");
    try { tell("unlock"); } catch (const std::exception &) {}
  }
};
void tried_ok(Tried &t) { std::lock_guard<Tried> guard(t); }
