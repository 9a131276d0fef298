// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A function that gives back its argument hides a constant from the compiler.
struct Unique {};
bool same(bool condition) { return condition; }
void *samePointer(void *p) { return p; }
bool neverThrows() {
  if (same(false))
    throw Unique();
  if (samePointer(nullptr))
    throw Unique();
  return true;
}
void throws() {
  if (same(true))
    throw Unique();
}
void mayThrow(bool b) {
  if (same(b))
    throw Unique();
}
struct Calm_ok {
  ~Calm_ok() { neverThrows(); }
};
struct Always_bad {
  ~Always_bad() { throws(); } // CHECK: :[[@LINE]]:{{.*}}warning:
};
struct Maybe_bad {
  bool b;
  ~Maybe_bad() { mayThrow(b); } // CHECK: :[[@LINE]]:{{.*}}warning:
};
