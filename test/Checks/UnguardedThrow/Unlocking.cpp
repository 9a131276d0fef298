// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A library's guard of a lock that the project wrote, whose unlock() throws.
#include <bitset>
#include <mutex>
#include <stdexcept>

bool send(const char *what);

struct Remote {
  void lock() { tell("lock"); }
  void unlock() { tell("unlock"); }
  static void tell(const char *what) {
    if (!send(what))
      throw std::runtime_error(what);
  }
};
void remote_bad(Remote &r) {
  std::lock_guard<Remote> guard(r); // CHECK: :[[@LINE]]:{{.*}}warning: 'std::runtime_error' may leave 'Remote::unlock', which {{.*}} calls, which is noexcept
}
void scoped_bad(Remote &r, std::mutex &m) {
  std::scoped_lock guard(m, r); // CHECK: :[[@LINE]]:{{.*}}warning: 'std::runtime_error' may leave 'Remote::unlock'
}

struct Checked {
  bool held = false;
  void lock() { held = true; }
  void unlock() {
    if (!held)
      throw std::logic_error("not held");
    held = false;
  }
};
void checked_ok(Checked &c) { std::lock_guard<Checked> guard(c); }

struct Quiet {
  void lock() {}
  void unlock() { try { Remote::tell("unlock"); } catch (...) {} }
};
void quiet_ok(Quiet &q) { std::lock_guard<Quiet> guard(q); }

// A position in a bitset is asked for its range.
struct Slot_bad {
  std::bitset<8> &used;
  unsigned at;
  ~Slot_bad() { used.reset(at); } // CHECK: :[[@LINE]]:{{.*}}warning: 'std::out_of_range' may leave
};
struct Slot_ok {
  std::bitset<8> &used;
  unsigned at;
  ~Slot_ok() { if (at < 8) used.reset(at); }
};
struct All_ok { std::bitset<8> &used; ~All_ok() { used.reset(); } };
