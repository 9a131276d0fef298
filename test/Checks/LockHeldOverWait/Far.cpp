// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' \
// RUN:   --option=cleanup-lock-held-over-wait.Strict=true %s -- -std=c++20 \
// RUN:   | FileCheck %s --check-prefix=STRICT
// How far below the lock a wait is, and how a lock is called.
#include <mutex>
#include <pthread.h>
#include <unistd.h>

static void six() { sleep(60); }
static void five() { six(); }
static void four() { five(); }
static void three() { four(); }
static void two() { three(); }
static void one() { two(); }

class Owner {
  std::mutex m;
  std::mutex other;

public:
  void near_bad() {
    std::lock_guard<std::mutex> lock(m);
    two();
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: 'm' is held while 'Owner::near_bad' sleeps
  }
  void far_ok() {
    std::lock_guard<std::mutex> lock(m);
    one();
    // STRICT: :[[@LINE-1]]:{{[0-9]+}}: warning: 'm' is held while 'Owner::far_ok' sleeps
  }
  bool short_ok() {
    std::lock_guard<std::mutex> lock(m);
    return other.try_lock();
  }
};

// A lock of one's own is called as the code calls it, not by its handle.
class Mutex {
  pthread_mutex_t handle = PTHREAD_MUTEX_INITIALIZER;

public:
  void lock() { pthread_mutex_lock(&handle); }
  void unlock() { pthread_mutex_unlock(&handle); }
};
struct Wrapped {
  Mutex access;
  int naps = 0;
  int naps_ok() {
    std::lock_guard<Mutex> lock(access);
    return naps;
  }
  void nap_bad() {
    std::lock_guard<Mutex> lock(access);
    sleep(60);
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: 'access' is held while
  }
};
void nap_bad(Wrapped &w) {
  std::lock_guard<Mutex> lock(w.access);
  sleep(60);
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: 'access' of an argument is held while
}
static std::mutex global;
void globalNap_bad() {
  std::lock_guard<std::mutex> lock(global);
  sleep(60);
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: 'global' is held while
}
