// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// What may leave a cleanup as an exception.
#include <exception>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <functional>
#include <map>
#include <new>
#include <stdexcept>
#include <string>
#include <typeinfo>
#include <vector>

struct Error : std::runtime_error { using runtime_error::runtime_error; };
void fails() { throw Error("no"); }

struct Plain {
  ~Plain() { fails(); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
struct CaughtByBase_ok {
  ~CaughtByBase_ok() {
    try {
      fails();
    } catch (const std::exception &) {
    }
  }
};
struct CaughtAll_ok {
  ~CaughtAll_ok() {
    try {
      fails();
    } catch (...) {
    }
  }
};
struct CaughtOther {
  ~CaughtOther() {
    try {
      fails();
      // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
    } catch (const std::logic_error &) {
    }
  }
};
struct CaughtByPointer {
  ~CaughtByPointer() {
    try {
      fails();
      // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
    } catch (Error *) {
    }
  }
};
struct Rethrows {
  ~Rethrows() {
    try {
      fails();
    } catch (...) {
      throw;
      // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
    }
  }
};
struct ThrowsInHandler {
  ~ThrowsInHandler() {
    try {
      fails();
    } catch (...) {
      throw 1;
      // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
    }
  }
};
struct HandlerNotReached_ok {
  ~HandlerNotReached_ok() {
    try {
    } catch (...) {
      throw 1;
    }
  }
};
struct FunctionTry {
  ~FunctionTry() try {
    fails();
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  } catch (...) {
  }
};
struct FunctionTryReturn_ok {
  ~FunctionTryReturn_ok() try { fails(); } catch (...) { return; }
};
// noexcept(false) is a decision, yet a throw from it while unwinding ends the
// process.
struct Allowed {
  ~Allowed() noexcept(false) { fails(); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
struct OnlyCalm_ok {
  ~OnlyCalm_ok() noexcept(false) {
    if (!std::uncaught_exceptions())
      fails();
  }
};
struct Counting_ok {
  int before = std::uncaught_exceptions();
  ~Counting_ok() noexcept(false) {
    if (std::uncaught_exceptions() == before)
      fails();
  }
};
struct CountingLess_ok {
  int before = std::uncaught_exceptions();
  ~CountingLess_ok() noexcept(false) {
    if (before >= std::uncaught_exceptions())
      fails();
  }
};
struct CountingEarly_ok {
  int before = std::uncaught_exceptions();
  ~CountingEarly_ok() noexcept(false) {
    if (std::uncaught_exceptions() > before)
      return;
    fails();
  }
};
struct CountingNamed_ok {
  int before = std::uncaught_exceptions();
  ~CountingNamed_ok() noexcept(false) {
    const bool unwinding = std::uncaught_exceptions() != before;
    if (!unwinding)
      fails();
  }
};
struct CountingCast_ok {
  ~CountingCast_ok() noexcept(false) {
    if (bool(std::uncaught_exceptions()))
      return;
    fails();
  }
};
struct CountingHelper_ok {
  int before = std::uncaught_exceptions();
  bool unwinding() const { return std::uncaught_exceptions() > before; }
  ~CountingHelper_ok() noexcept(false) {
    if (!unwinding())
      fails();
  }
};
struct CountingAnd_ok {
  int before = std::uncaught_exceptions();
  bool armed = true;
  ~CountingAnd_ok() noexcept(false) {
    if (armed && std::uncaught_exceptions() == before)
      fails();
  }
};
struct CountingWrong {
  int before = std::uncaught_exceptions();
  ~CountingWrong() noexcept(false) {
    if (std::uncaught_exceptions() > before)
      fails();
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  }
};
// A handler that asks before it throws on.
struct ThrowsOnCalm_ok {
  ~ThrowsOnCalm_ok() noexcept(false) {
    try {
      fails();
    } catch (...) {
      if (std::uncaught_exceptions() == 0)
        throw;
    }
  }
};
struct ThrowsOnLaterCalm_ok {
  int before = std::uncaught_exceptions();
  ~ThrowsOnLaterCalm_ok() noexcept(false) {
    std::exception_ptr kept;
    try {
      fails();
    } catch (...) {
      kept = std::current_exception();
    }
    if (kept && std::uncaught_exceptions() == before)
      std::rethrow_exception(kept);
  }
};
struct ThrowsOnWrong_bad {
  ~ThrowsOnWrong_bad() noexcept(false) {
    try {
      fails();
      // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
    } catch (...) {
      if (std::uncaught_exceptions() > 0)
        throw;
    }
  }
};
struct ThrowsOnSometimes_bad {
  bool loud = false;
  ~ThrowsOnSometimes_bad() noexcept(false) {
    try {
      fails();
      // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
    } catch (...) {
      if (std::uncaught_exceptions() == 0)
        throw;
      if (loud)
        throw;
    }
  }
};
struct ThrowsOnNoexcept_bad {
  ~ThrowsOnNoexcept_bad() {
    try {
      fails();
    } catch (...) {
      if (std::uncaught_exceptions() == 0)
        throw;
      // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
    }
  }
};
// Standard functions that throw, and their harmless sisters.
struct Standard {
  std::vector<int> v;
  std::map<int, int> m;
  std::string s;
  std::function<void()> f;
  ~Standard() {
    (void)v.at(3);
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
    (void)std::stoi(s);
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
    m.erase(3);
    v.clear();
  }
};
// noexcept on the way ends the process there.
void quiet() noexcept { fails(); }
struct ThroughNoexcept_bad {
  ~ThroughNoexcept_bad() { quiet(); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Error' may leave 'quiet'
};
template <bool B> struct Depends {
  void go() noexcept(B) { fails(); }
  ~Depends() noexcept(false) { go(); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
void depends_bad() { Depends<false> d; }
// Declared without a body: it says that it may throw.
struct Elsewhere { void close() noexcept(false); void shut(); void hush() noexcept; };
struct UsesElsewhere_bad {
  Elsewhere e;
  ~UsesElsewhere_bad() {
    e.shut();
    e.hush();
    e.close();
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  }
};
// Nested handlers, conditional throw, throw in a condition operator.
struct Nested_ok {
  ~Nested_ok() {
    try {
      try {
        fails();
      } catch (const std::logic_error &) {
      }
    } catch (const Error &) {
    }
  }
};
struct InConditional {
  int n;
  ~InConditional() { n ? throw 1 : 0; }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
// Kept for later.
struct Pointer_ok {
  std::exception_ptr &out;
  ~Pointer_ok() {
    try {
      fails();
    } catch (...) {
      out = std::current_exception();
    }
  }
};
struct RethrowsPointer {
  std::exception_ptr p;
  ~RethrowsPointer() {
    if (p)
      std::rethrow_exception(p);
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  }
};
// A member's constructor, a temporary, a default argument.
struct Throwing { Throwing() { throw Error("x"); } };
struct MakesLocal {
  ~MakesLocal() { Throwing t; }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
int compute(int n = (throw 1, 2));
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
struct DefaultArgument {
  ~DefaultArgument() { compute(); }
};
// A reference that is cast down throws if the object is another.
struct Base { virtual ~Base() = default; };
struct Derived : Base { int n; };
struct CastsReference_bad {
  Base &b;
  ~CastsReference_bad() { dynamic_cast<Derived &>(b).n = 0; }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}bad_cast
};
struct CastsCaught_ok {
  Base &b;
  ~CastsCaught_ok() {
    try {
      dynamic_cast<Derived &>(b).n = 0;
    } catch (const std::bad_cast &) {
    }
  }
};
struct CastsPointer_ok {
  Base *b;
  ~CastsPointer_ok() {
    if (auto *d = dynamic_cast<Derived *>(b))
      d->n = 0;
  }
};
struct CastsUp_ok {
  Derived &d;
  ~CastsUp_ok() { (void)dynamic_cast<Base &>(d); }
};
// A stream throws if it was asked to.
class Log_bad {
  std::ofstream f;

public:
  Log_bad() { f.exceptions(std::ios::failbit | std::ios::badbit); }
  ~Log_bad() { f << "end"; }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}failure
};
class Log_ok {
  std::ofstream f;

public:
  ~Log_ok() { f << "end" << 1; }
};
struct AskedHere_bad {
  ~AskedHere_bad() {
    std::ofstream f("log");
    f.exceptions(std::ios::badbit);
    f << 1;
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}failure
  }
};
struct AskedNot_ok {
  ~AskedNot_ok() {
    std::ofstream f("log");
    f.exceptions(std::ios::goodbit);
    f << 1;
  }
};

// Pointers are caught as pointers to a base, and as void *.
struct Base {};
struct Derived : Base {};
struct Pointer_bad {
  ~Pointer_bad() {
    try {
      throw new Base;
      // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Base *' may leave
    } catch (Derived *) {
    }
  }
};
struct Pointer_ok {
  ~Pointer_ok() {
    try {
      throw new Derived;
    } catch (const Base *) {
    }
    try {
      throw new Derived;
    } catch (void *) {
    }
  }
};

// What is nested is caught as what it was.
struct Nested_ok {
  ~Nested_ok() {
    try {
      std::throw_with_nested(std::logic_error("x"));
    } catch (const std::exception &) {
    }
  }
};
struct Nested_bad {
  ~Nested_bad() {
    try {
      std::throw_with_nested(std::logic_error("x"));
      // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}_Nested_exception<std::logic_error>
    } catch (const std::runtime_error &) {
    }
  }
};

// A callable that nothing was stored in.
struct Empty_bad {
  ~Empty_bad() {
    std::function<void()> f;
    f();
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}'f' may be empty, since nothing was stored in it
  }
};
struct Filled_ok {
  ~Filled_ok() {
    std::function<void()> f;
    f = [] {};
    f();
  }
};

// What runs a callable catches what that throws, or some of it.
void safely(const std::function<void()> &f) {
  try {
    f();
  } catch (const std::exception &) {
  }
}
void byPointer(void (*f)()) {
  try {
    f();
  } catch (const std::exception &) {
  }
}
void handsOn(const std::function<void()> &f) { safely(f); }
void fails() { throw std::logic_error("x"); }
struct Safely_ok {
  ~Safely_ok() {
    safely([] { throw std::logic_error("x"); });
    byPointer(fails);
    handsOn([] { throw std::logic_error("x"); });
  }
};
struct Safely_bad {
  ~Safely_bad() {
    safely([] { throw 1; });
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: 'int' may leave
  }
};
