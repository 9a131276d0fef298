// RUN: %exits 1 %cleanexit check --checks='cleanup-blocking-call' %s -- --target=x86_64-windows-msvc -fms-extensions \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// Structured exception handling: a __finally block ends its __try block.
extern "C" void Sleep(unsigned long Milliseconds);
void finally_bad(int n) {
  __try {
    if (n)
      return;
    n = 2;
  } __finally {
    Sleep(60000);
    // CHECK: :[[@LINE-1]]:{{.*}}warning: deferred block sleeps
  }
}
void except_ok(int n) {
  __try {
    n = 2;
  } __except (1) {
    Sleep(60000);
  }
}
