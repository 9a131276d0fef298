// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What runs once has been run, if a call before has done it on every way.
#include <mutex>
#include <pthread.h>
#include <unistd.h>

static pthread_once_t dialed = PTHREAD_ONCE_INIT, loaded = PTHREAD_ONCE_INIT;
static int line;
static void dial() {
  sleep(3);
  line = 1;
}
static void load() { sleep(3); }
static int once(pthread_once_t *flag, void (*f)()) { return pthread_once(flag, f); }
static int hasLine() {
  pthread_once(&dialed, dial);
  return line;
}
static int getLine() {
  if (once(&dialed, dial) != 0)
    return 0;
  return line;
}
static int tables() {
  once(&loaded, load);
  return 1;
}
static int maybeLine(bool really) {
  if (!really)
    return 0;
  return hasLine();
}

std::mutex m;
int line_ok() {
  std::lock_guard l(m);
  return line;
}
int before_ok() {
  if (!hasLine())
    return 0;
  std::lock_guard l(m);
  return getLine();
}
int other_bad() {
  tables();
  std::lock_guard l(m);
  return getLine(); // CHECK: :[[@LINE]]:{{.*}}warning:
}
int maybe_bad(bool really) {
  maybeLine(really);
  std::lock_guard l(m);
  return hasLine(); // CHECK: :[[@LINE]]:{{.*}}warning:
}
int oneWay_bad(bool really) {
  if (really)
    hasLine();
  std::lock_guard l(m);
  return hasLine(); // CHECK: :[[@LINE]]:{{.*}}warning:
}
static std::once_flag filled;
static int settings() {
  std::call_once(filled, [] { sleep(3); });
  return 1;
}
int first_bad() {
  std::lock_guard l(m);
  return settings(); // CHECK: :[[@LINE]]:{{.*}}warning:
}
int second_ok() {
  settings();
  std::lock_guard l(m);
  return settings();
}
