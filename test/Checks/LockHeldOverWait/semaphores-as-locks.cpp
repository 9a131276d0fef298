// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A class whose lock() waits for a semaphore, and whose unlock() gives it, is a lock.
#include <mutex>
#include <semaphore.h>
#include <unistd.h>

class Lock {
public:
  Lock() { sem_init(&semaphore, 0, 1); }
  void lock() { sem_wait(&semaphore); }
  void unlock() { sem_post(&semaphore); }

private:
  sem_t semaphore;
};
struct Guard {
  Lock &held;
  explicit Guard(Lock &of) : held(of) { held.lock(); }
  ~Guard() { held.unlock(); }
};
struct Bus {
  Lock lock;
  int number = 0;
  int get() {
    Guard guard(lock);
    return number;
  }
  void set(int to) {
    Guard guard(lock);
    number = to;
  }
  int again_bad() {
    Guard guard(lock);
    return get(); // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: deadlock: 'lock'
  }
  void nap_bad() {
    Guard guard(lock);
    sleep(1); // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: 'lock' is held while 'Bus::nap_bad' sleeps
  }
  void nap_ok() {
    {
      Guard guard(lock);
      ++number;
    }
    sleep(1);
  }
};

// Who waits for an event, and who makes it happen, is not the same.
struct Event {
  sem_t happened;
  void wait() { sem_wait(&happened); }
  void post() { sem_post(&happened); }
};
struct Slot_ok {
  Event filled;
  std::mutex mutex;
  int number = 0;
  void put(int n) {
    {
      std::lock_guard<std::mutex> guard(mutex);
      number = n;
    }
    filled.post();
  }
  int take() {
    filled.wait();
    std::lock_guard<std::mutex> guard(mutex);
    return number;
  }
};
