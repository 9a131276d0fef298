// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Of two ways that throw the same, the one that can be defended does not hide the
// other.
#include <stdexcept>
bool tryToSet(int mode);
bool tryToRead(int *mode);
static void check(bool done) {
  if (!done)
    throw std::runtime_error("terminal");
}

struct Terminal_bad {
  void storeOrRestore() {
    static bool isStored = false;
    static int mode;
    if (!isStored) {
      check(tryToRead(&mode)); // at the first use
      isStored = true;
    } else {
      check(tryToSet(mode));
    }
  }
  Terminal_bad() { storeOrRestore(); }
  ~Terminal_bad() {
    storeOrRestore(); // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave destructor 'Terminal_bad::~Terminal_bad'
  }
};
struct Terminal_ok {
  void store() {
    static bool isStored = false;
    static int mode;
    if (!isStored) {
      check(tryToRead(&mode));
      isStored = true;
    }
  }
  ~Terminal_ok() { store(); }
};
