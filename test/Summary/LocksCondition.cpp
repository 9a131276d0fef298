// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' --option=cleanup-lock-held-over-wait.Strict=true %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A wait releases its own lock, one level of it, and no other.
#include <condition_variable>
#include <functional>
#include <mutex>
#include <pthread.h>
#include <thread>
#include <unistd.h>

bool coin();

class Queue {
  std::mutex m, other;
  std::recursive_mutex r;
  std::condition_variable cv;
  std::condition_variable_any any;
  pthread_mutex_t pm = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t pc = PTHREAD_COND_INITIALIZER;
  bool ready = false;

public:
  void own_lock_ok() {
    std::unique_lock lk(m);
    cv.wait(lk);
  }
  void own_lock_predicate_ok() {
    std::unique_lock lk(m);
    cv.wait(lk, [this] { return ready; });
  }
  void own_lock_loop_ok() {
    std::unique_lock lk(m);
    while (!ready)
      cv.wait(lk);
  }
  void another_lock_bad() {
    std::lock_guard g(other);
    std::unique_lock lk(m);
    cv.wait(lk); // CHECK: :[[@LINE]]:{{.*}}warning: 'other'
  }
  void mutex_itself_ok() {
    std::lock_guard g(m);
    any.wait(m);
  }
  void posix_ok() {
    pthread_mutex_lock(&pm);
    while (!ready)
      pthread_cond_wait(&pc, &pm);
    pthread_mutex_unlock(&pm);
  }
  void posix_another_bad() {
    std::lock_guard g(m);
    pthread_mutex_lock(&pm);
    pthread_cond_wait(&pc, &pm); // CHECK: :[[@LINE]]:{{.*}}warning: 'm'
    pthread_mutex_unlock(&pm);
  }
  void one_level_ok() {
    std::unique_lock lk(r);
    any.wait(lk);
  }
  void two_levels_bad() {
    std::lock_guard g(r);
    std::unique_lock lk(r);
    any.wait(lk); // CHECK: :[[@LINE]]:{{.*}}warning: 'r'
  }

  // Through functions.
  void handed_over_ok() {
    std::unique_lock lk(m);
    wait_for(lk);
  }
  void handed_over_another_bad() {
    std::lock_guard g(other);
    std::unique_lock lk(m);
    wait_for(lk); // CHECK: :[[@LINE]]:{{.*}}warning: 'other'
  }
  void handed_over_deep_ok() {
    std::unique_lock lk(m);
    wait_deep(&lk);
  }
  void callers_lock_ok() {
    pthread_mutex_lock(&pm);
    wait_for_pc();
    pthread_mutex_unlock(&pm);
  }
  void callers_lock_another_bad() {
    std::lock_guard g(other);
    pthread_mutex_lock(&pm);
    wait_for_pc(); // CHECK: :[[@LINE]]:{{.*}}warning: 'other'
    pthread_mutex_unlock(&pm);
  }
  void level_in_callee_bad() {
    std::lock_guard g(r);
    locks_and_waits(); // CHECK: :[[@LINE]]:{{.*}}warning: 'r'
  }
  void level_in_callee_ok() { locks_and_waits(); }
  void level_given_up_bad(std::function<void()> &f) {
    std::lock_guard g(r);
    gives_up_and_sleeps(); // CHECK: :[[@LINE]]:{{.*}}warning: 'r'
  }

private:
  void wait_for(std::unique_lock<std::mutex> &lk) { cv.wait(lk); }
  void wait_deep(std::unique_lock<std::mutex> *lk) { wait_for(*lk); }
  void wait_for_pc() { pthread_cond_wait(&pc, &pm); }
  void locks_and_waits() {
    std::unique_lock lk(r);
    any.wait(lk);
  }
  void gives_up_and_sleeps() {
    std::unique_lock lk(r);
    lk.unlock();
    sleep(1);
  }
};

// A condition that is bound to its mutex when it is made.
class Mutex {
public:
  void Lock() { m.lock(); }
  void Unlock() { m.unlock(); }

private:
  friend class CondVar;
  std::mutex m;
};
class MutexLock {
public:
  explicit MutexLock(Mutex *mu) : mu(mu) { mu->Lock(); }
  ~MutexLock() { mu->Unlock(); }

private:
  Mutex *const mu;
};
class CondVar {
public:
  explicit CondVar(Mutex *mu) : mu(mu) {}
  void Wait() {
    std::unique_lock<std::mutex> lock(mu->m, std::adopt_lock);
    cv.wait(lock);
    lock.release();
  }

private:
  std::condition_variable cv;
  Mutex *const mu;
};
class Worker {
  Mutex mu;
  Mutex second;
  CondVar done;
  bool ready = false;

public:
  Worker() : done(&mu) {}
  void bound_ok() {
    MutexLock l(&mu);
    while (!ready)
      done.Wait();
  }
  void bound_deep_ok() {
    MutexLock l(&mu);
    wait();
  }
  void bound_another_bad() {
    MutexLock l2(&second);
    MutexLock l(&mu);
    done.Wait(); // CHECK: :[[@LINE]]:{{.*}}warning: 'second'
  }
  void wait() {
    while (!ready)
      done.Wait();
  }
};

// One whose binding cannot be seen: nothing is said.
struct Unbound {
  CondVar *cv;
  Mutex *mu;
  void unknown_ok() {
    MutexLock l(mu);
    cv->Wait();
  }
};

// A guard with an accessor.
class Holder {
public:
  explicit Holder(std::mutex &m) : lk(m) {}
  std::unique_lock<std::mutex> &inner() { return lk; }
  std::unique_lock<std::mutex> &again() { return inner(); }

private:
  std::unique_lock<std::mutex> lk;
};
struct Accessed {
  std::mutex m, other;
  std::condition_variable cv;
  void accessor_ok() {
    Holder h(m);
    cv.wait(h.inner());
  }
  void accessor_twice_ok() {
    Holder h(m);
    cv.wait(h.again());
  }
  void accessor_local_ok() {
    Holder h(m);
    auto &lk = h.inner();
    cv.wait(lk);
  }
  void accessor_bad() {
    std::lock_guard g(other);
    Holder h(m);
    cv.wait(h.inner()); // CHECK: :[[@LINE]]:{{.*}}warning: 'other'
  }
};

// A lambda that waits under the lock of the function that it is written in.
struct Lambdas {
  std::mutex m;
  std::condition_variable cv;
  void lambda_ok() {
    std::unique_lock lk(m);
    auto wait = [&] { cv.wait(lk); };
    wait();
  }
  void lambda_bad() {
    std::unique_lock lk(m);
    auto wait = [&] { sleep(1); };
    wait(); // CHECK: :[[@LINE]]:{{.*}}warning: 'm'
  }
  void lambda_unlocks_ok() {
    std::unique_lock lk(m);
    auto wait = [&] {
      lk.unlock();
      sleep(1);
      lk.lock();
    };
    wait();
  }
};

// Unlocked around the wait, in a helper.
struct Unlocked {
  std::mutex &m;
  explicit Unlocked(std::mutex &m) : m(m) { m.unlock(); }
  ~Unlocked() { m.lock(); }
};
struct Around {
  std::mutex m;
  void helper() {
    Unlocked u(m);
    sleep(1);
  }
  void around_ok() {
    std::lock_guard g(m);
    helper();
  }
  static void sleep_unlocked(std::mutex &m) {
    m.unlock();
    sleep(1);
    m.lock();
  }
  void around_static_ok() {
    std::lock_guard g(m);
    sleep_unlocked(m);
  }
};
