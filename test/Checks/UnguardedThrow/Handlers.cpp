// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Handlers around what is thrown, and cleanups that may throw by declaration.
#include <exception>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>

struct Refused { int code; };
void leave(int n) {
  if (n == 1)
    throw Refused{n};
  if (n == 2)
    throw std::invalid_argument("n");
}
struct All_ok { ~All_ok() { try { leave(1); } catch (...) {} } };
struct Both_ok {
  ~Both_ok() { try { leave(1); } catch (const Refused &) {} catch (const std::exception &) {} }
};
struct Part_bad {
  ~Part_bad() {
    try {
      leave(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'Refused' may leave
    } catch (const std::exception &) {
    }
  }
};
struct HandlerThrows_bad {
  ~HandlerThrows_bad() {
    try {
      leave(1);
    } catch (...) {
      leave(2); // CHECK: :[[@LINE]]:{{.*}}warning: 'std::invalid_argument' may leave
    }
  }
};
struct Rethrows_bad {
  ~Rethrows_bad() {
    try {
      leave(1);
    } catch (...) {
      throw; // CHECK: :[[@LINE]]:7: warning: 'Refused' may leave {{.*}}; 'leave' throws it, and the handler throws it on
    }
  }
};
struct FunctionTry_bad {
  ~FunctionTry_bad() try {
    leave(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'Refused' may leave
  } catch (...) {
  }
};

// Allowed to throw: not while something is in flight.
struct InFlight_bad {
  ~InFlight_bad() noexcept(false) {
    leave(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'Refused' may leave {{.*}} in flight
  }
};
struct Asked_ok {
  ~Asked_ok() noexcept(false) {
    if (std::uncaught_exceptions() == before)
      leave(1);
  }
  int before = std::uncaught_exceptions();
};
template <class F> struct OnSuccess {
  F f;
  int before = std::uncaught_exceptions();
  ~OnSuccess() noexcept(false) { if (std::uncaught_exceptions() == before) f(); }
};
template <class F> OnSuccess(F) -> OnSuccess<F>;
void success_ok() { OnSuccess guard{[] { leave(1); }}; }

// A temporary whose end is how it throws.
class Failure_ok {
public:
  ~Failure_ok() noexcept(false) { throw std::runtime_error(text.str()); }
  std::ostream &stream() { return text; }

private:
  std::ostringstream text;
};
#define REQUIRE(c) if (!(c)) Failure_ok().stream()
struct Requires_bad {
  ~Requires_bad() {
    REQUIRE(depth == 0) << "still open"; // CHECK: :[[@LINE]]:{{.*}}warning: 'std::runtime_error' may leave destructor 'Requires_bad::~Requires_bad'
  }
  int depth = 0;
};
void use_ok(int n) { REQUIRE(n > 0) << n; }

struct Value_bad {
  ~Value_bad() { last = id.value(); } // CHECK: :[[@LINE]]:{{.*}}warning: 'std::bad_optional_access' may leave
  std::optional<int> id;
  static inline int last = 0;
};
struct Value_ok {
  ~Value_ok() { if (id.has_value()) last = id.value(); }
  std::optional<int> id;
  static inline int last = 0;
};

#include <unistd.h>
#include <variant>
struct Alternative_bad {
  ~Alternative_bad() { ::close(std::get<int>(v)); } // CHECK: :[[@LINE]]:{{.*}}warning: 'std::bad_variant_access' may leave
  std::variant<std::monostate, int> v;
};
struct Alternative_ok {
  ~Alternative_ok() {
    if (std::holds_alternative<int>(v))
      ::close(std::get<int>(v));
  }
  std::variant<std::monostate, int> v;
};

// While a base ends, the object is no longer of the derived class.
class Sink_ok {
public:
  virtual ~Sink_ok() { finish(); }
  void finish() { put(); }

protected:
  virtual void put() {}
};
class FileSink_bad : public Sink_ok {
public:
  ~FileSink_bad() override { finish(); } // CHECK: :[[@LINE]]:{{.*}}warning: 'std::runtime_error' may leave destructor 'FileSink_bad::~FileSink_bad'

protected:
  void put() override { throw std::runtime_error("write"); }
};

// pthread_cleanup_push is a class in C++.
#include <pthread.h>
static void unpin_bad(void *) { leave(2); } // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}} may leave
void pinned(long (*run)()) {
  pthread_cleanup_push(unpin_bad, nullptr);
  run();
  pthread_cleanup_pop(1);
}

// What an object has kept itself comes out where it ends; a helper that hands
// on what somebody else threw does so only if somebody did.
class Tasks_bad {
  std::exception_ptr kept;

public:
  void run(void (*f)()) {
    try {
      f();
    } catch (...) {
      kept = std::current_exception();
    }
  }
  void wait() {
    if (auto e = std::exchange(kept, nullptr))
      std::rethrow_exception(e);
  }
  ~Tasks_bad() { wait(); } // CHECK: :[[@LINE]]:{{.*}}warning: an exception may leave destructor 'Tasks_bad::~Tasks_bad'
};
struct Elsewhere {
  std::exception_ptr kept;
  void run(void (*f)()) {
    try {
      f();
    } catch (...) {
      kept = std::current_exception();
    }
    if (kept)
      std::rethrow_exception(kept);
  }
};
void calm() noexcept;
struct HandsOn_ok { ~HandsOn_ok() { Elsewhere().run(calm); } };

// What nobody guards somebody has thought of, where a handler throws it on.
int take(int *mutex);
class Raw {
  int Handle = 0;

public:
  void unlock() {
    if (take(&Handle) != 0)
      throw std::logic_error("not locked");
  }
};
struct Logged_bad {
  Raw One, Two;
  ~Logged_bad() {
    try {
      One.unlock();
      Two.unlock();
    } catch (...) {
      take(nullptr);
      throw; // CHECK: :[[@LINE]]:7: warning: 'std::logic_error' may leave destructor 'Logged_bad::~Logged_bad'
    }
  }
};
struct Ended_ok {
  Raw Only;
  ~Ended_ok() {
    try {
      Only.unlock();
    } catch (...) {
      take(nullptr);
    }
  }
};
struct OtherType_bad {
  int Which;
  ~OtherType_bad() {
    try {
      leave(Which); // CHECK: :[[@LINE]]:7: warning: 'Refused' may leave
    } catch (const std::invalid_argument &) {
      throw; // CHECK: :[[@LINE]]:7: warning: 'std::invalid_argument' may leave
    }
  }
};
struct TakenAround_ok {
  ~TakenAround_ok() {
    try {
      try {
        leave(1);
      } catch (...) {
        take(nullptr);
        throw;
      }
    } catch (...) {
    }
  }
};
