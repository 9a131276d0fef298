// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A guard's constructor takes the lock or not, as it is told: by a constant, also
// one that somebody has handed on.
#include <pthread.h>

class Hold {
public:
  enum How { Take, Try, Adopted };
  explicit Hold(pthread_mutex_t *Mutex, How As = Take) : Mutex(Mutex) {
    if (As == Adopted) {
      Mine = false;
    } else if (As == Try) {
      Mine = pthread_mutex_trylock(Mutex) == 0;
    } else {
      pthread_mutex_lock(Mutex);
      Mine = true;
    }
  }
  ~Hold() {
    if (Mine)
      pthread_mutex_unlock(Mutex);
  }

private:
  pthread_mutex_t *Mutex;
  bool Mine;
};

struct Cache {
  pthread_mutex_t Mutex = PTHREAD_MUTEX_INITIALIZER;
  int Sum = 0;
  void drop(bool Locked) {
    Hold H(&Mutex, Locked ? Hold::Adopted : Hold::Take);
    Sum = 0;
  }
  void load(Hold::How As = Hold::Take) {
    Hold H(&Mutex, As);
    ++Sum;
  }
  void clear() {
    Hold H(&Mutex, Hold::Adopted);
    Sum = 0;
  }
  void tryLoad() {
    Hold H(&Mutex, Hold::Try);
    ++Sum;
  }
  void told_ok() {
    Hold H(&Mutex);
    drop(true);
    load(Hold::Adopted);
    clear();
    tryLoad();
  }
  void drops_bad() {
    Hold H(&Mutex);
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: deadlock: 'Mutex'
    drop(false);
  }
  void loads_bad() {
    Hold H(&Mutex);
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: deadlock: 'Mutex'
    load();
  }
  void nobody_ok() {
    Hold H(&Mutex, Hold::Adopted);
    load();
  }
};

// It gives up at once, or corrects what it was told.
struct Early {
  pthread_mutex_t *Mutex;
  bool Adopted;
  Early(pthread_mutex_t *M, bool Has) : Mutex(M), Adopted(Has) {
    if (Has)
      return;
    pthread_mutex_lock(Mutex);
  }
  ~Early() {
    if (!Adopted)
      pthread_mutex_unlock(Mutex);
  }
};
struct Wary {
  pthread_mutex_t *Mutex;
  bool Mine = false;
  Wary(pthread_mutex_t *M, bool Has, bool Trusts) : Mutex(M) {
    if (!Trusts)
      Has = false;
    if (!Has) {
      pthread_mutex_lock(Mutex);
      Mine = true;
    }
  }
  ~Wary() {
    if (Mine)
      pthread_mutex_unlock(Mutex);
  }
};
struct Store {
  pthread_mutex_t Mutex = PTHREAD_MUTEX_INITIALIZER;
  int Sum = 0;
  void adopts() {
    Early E(&Mutex, true);
    ++Sum;
  }
  void insists() {
    Wary W(&Mutex, true, false);
    ++Sum;
  }
  void early_ok() {
    Early E(&Mutex, false);
    adopts();
  }
  void wary_bad() {
    Early E(&Mutex, false);
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: deadlock: 'Mutex'
    insists();
  }
};
