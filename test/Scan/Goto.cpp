// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A jump ends what the label is not in.
#include <mutex>
#include <unistd.h>
std::mutex m;
bool late();
void out_ok() {
  {
    std::lock_guard g(m);
    if (late())
      goto out;
  }
  return;
out:
  sleep(5);
}
void within_bad() {
  std::lock_guard g(m);
  {
    if (late())
      goto out;
  }
  return;
out:
  sleep(5); // CHECK: :[[@LINE]]:{{.*}}'m' is held while 'within_bad' sleeps
}
void back_bad() {
  std::lock_guard g(m);
again:
  sleep(5); // CHECK: :[[@LINE]]:{{.*}}'m' is held while 'back_bad' sleeps
  if (late())
    goto again;
}
