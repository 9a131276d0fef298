// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What a handler hands on has the types that it handles.
#include <cstdio>
#include <exception>
#include <stdexcept>

struct Odd { int code; };
void odd(int n) { if (n) throw Odd{n}; }
void usual(int n) { if (n) throw std::runtime_error("n"); }
void both(int n) { odd(n); usual(n); }

void sayCurrent() {
  try { throw; } catch (const std::exception &e) { std::puts(e.what()); }
}
void sayKept(std::exception_ptr kept) {
  try { std::rethrow_exception(kept); } catch (const std::exception &e) { std::puts(e.what()); }
}
void sayDeeper(std::exception_ptr kept) { sayKept(kept); }

struct Usual_ok { int n; ~Usual_ok() { try { usual(n); } catch (...) { sayCurrent(); } } };
struct Kept_ok { int n; ~Kept_ok() { try { usual(n); } catch (...) { sayKept(std::current_exception()); } } };
struct Here_ok {
  int n;
  ~Here_ok() {
    try { usual(n); } catch (...) {
      auto kept = std::current_exception();
      try { std::rethrow_exception(kept); } catch (const std::exception &e) { std::puts(e.what()); }
    }
  }
};
struct Earlier_ok {
  int n;
  ~Earlier_ok() { try { both(n); } catch (const Odd &) {} catch (...) { sayCurrent(); } }
};
struct Odd_bad {
  int n;
  ~Odd_bad() { try { odd(n); } catch (...) { sayCurrent(); } } // CHECK: :[[@LINE]]:{{.*}}warning: 'Odd' may leave
};
struct Kept_bad {
  int n;
  ~Kept_bad() {
    try { both(n); } catch (...) {
      sayDeeper(std::current_exception()); // CHECK: :[[@LINE]]:{{.*}}warning: 'Odd' may leave
    }
  }
};
struct Here_bad {
  int n;
  ~Here_bad() {
    try { odd(n); } catch (...) {
      auto kept = std::current_exception();
      try { std::rethrow_exception(kept); } // CHECK: :[[@LINE]]:{{.*}}warning: 'Odd' may leave
      catch (const std::exception &e) { std::puts(e.what()); }
    }
  }
};
