// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Pointers that are thrown: a handler by a reference that is not const takes
// that type and no other, and nullptr is any pointer's.
struct Error {};
struct Late : Error {};
struct Null_ok {
  ~Null_ok() {
    try {
      throw nullptr;
    } catch (Error *) {
    }
  }
};
struct Null_bad {
  ~Null_bad() {
    try {
      throw nullptr; // CHECK: :[[@LINE]]:{{.*}}'std::nullptr_t' may leave
    } catch (Error *&) {
    } catch (int) {
    }
  }
};
struct Converted_ok {
  ~Converted_ok() {
    try {
      throw new Late;
    } catch (Error *const &) {
    }
    try {
      throw new Late;
    } catch (const void *) {
    }
  }
};
struct Same_ok {
  ~Same_ok() {
    try {
      throw new Late;
    } catch (Late *&) {
    }
  }
};
struct Converted_bad {
  ~Converted_bad() {
    try {
      throw new Late; // CHECK: :[[@LINE]]:{{.*}}'Late *' may leave
    } catch (Error *&) {
    } catch (void *&) {
    }
  }
};

// What is thrown again has any type.
static void again() { throw; }
static void handles() {
  try {
    throw 1;
  } catch (...) {
    again();
  }
}
struct Again_bad {
  ~Again_bad() {
    try {
      handles(); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}may leave destructor 'Again_bad::~Again_bad'
    } catch (int *) {
    }
  }
};
