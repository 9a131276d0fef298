// RUN: not %cleanexit check --checks=cleanup-unguarded-throw %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A semaphore that is there can be posted, and waited for: what is thrown when that
// fails nobody fears. A limited wait may end without it.
#include <cerrno>
#include <semaphore.h>
#include <stdexcept>
#include <time.h>

[[noreturn]] static void fail(const char *what) { throw std::runtime_error(what); }

class Signal {
public:
  Signal() { sem_init(&sem_, 0, 0); }
  void give() {
    if (sem_post(&sem_) != 0 && errno == EOVERFLOW)
      fail("full");
  }
  void take() {
    while (sem_wait(&sem_))
      if (errno != EINTR)
        throw std::runtime_error("sem_wait");
  }
  void takeUntil(const timespec &end) {
    while (sem_timedwait(&sem_, &end))
      if (errno != EINTR)
        fail("sem_timedwait");
  }

private:
  sem_t sem_;
};
// A signal is no misuse.
struct Interrupted_bad {
  sem_t sem;
  ~Interrupted_bad() {
    if (sem_wait(&sem) != 0)
      throw std::runtime_error("sem_wait"); // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave destructor 'Interrupted_bad::~Interrupted_bad'
  }
};
struct Taker_ok {
  Signal done;
  ~Taker_ok() { done.take(); }
};
struct Giver_ok {
  Signal done;
  ~Giver_ok() { done.give(); }
};
struct Patient_bad {
  Signal done;
  ~Patient_bad() {
    timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += 1;
    done.takeUntil(end); // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave destructor 'Patient_bad::~Patient_bad'
  }
};
void use() {
  Taker_ok a;
  Giver_ok b;
  Patient_bad c;
}
