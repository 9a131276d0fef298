// RUN: not %cleanexit check %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// How many exceptions are in flight, asked by a helper, or as the C++ ABI counts them.
#include <exception>

namespace __cxxabiv1 {
struct __cxa_eh_globals;
extern "C" __cxa_eh_globals *__cxa_get_globals() noexcept;
} // namespace __cxxabiv1
struct Globals {
  void *caught;
  unsigned uncaught;
};
static unsigned counted() {
  return reinterpret_cast<Globals *>(__cxxabiv1::__cxa_get_globals())->uncaught;
}
static int asked() { return std::uncaught_exceptions(); }
static int other() { return 0; }

struct Failure {};
extern bool failed;

struct Abi_ok {
  ~Abi_ok() noexcept(false) {
    if (failed && counted() == 0)
      throw Failure();
  }
};
struct Helper_ok {
  ~Helper_ok() noexcept(false) {
    if (asked() > 0)
      return;
    throw Failure();
  }
};
struct Other_bad {
  ~Other_bad() noexcept(false) {
    if (other() == 0)
      throw Failure(); // CHECK: :[[@LINE]]:{{.*}}warning: 'Failure' may leave destructor 'Other_bad::~Other_bad'
  }
};
