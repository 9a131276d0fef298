// RUN: not %cleanexit check --checks=cleanup-lock-held-over-wait %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A mutex that a function makes, with all its fields, and gives, is one.
#include <pthread.h>
#include <unistd.h>

class Registry {
  static pthread_mutex_t &mutex() {
    static pthread_mutex_t the = PTHREAD_MUTEX_INITIALIZER;
    return the;
  }
  int count_ = 0;

public:
  void sweep_ok() {
    for (;;) {
      pthread_mutex_lock(&(mutex()));
      int left = count_--;
      pthread_mutex_unlock(&(mutex()));
      if (!left)
        return;
      sleep(5);
    }
  }
  void sweep_bad() {
    pthread_mutex_lock(&(mutex()));
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: {{.*}} is held while 'Registry::sweep_bad' sleeps
    sleep(5);
    pthread_mutex_unlock(&(mutex()));
  }
};
void use(Registry &r) {
  r.sweep_ok();
  r.sweep_bad();
}
