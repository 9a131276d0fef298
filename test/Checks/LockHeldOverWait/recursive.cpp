// RUN: %cleanexit check %s -- -std=c++20 | count 0
// A mutex whose kind is set when it is made: whoever guards it, it may be taken
// again.
#include <mutex>
#include <pthread.h>

class Mutex {
  pthread_mutex_t mutex;

public:
  Mutex() {
    pthread_mutexattr_t kind;
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&mutex, &kind);
  }
  ~Mutex() { pthread_mutex_destroy(&mutex); }
  void lock() { pthread_mutex_lock(&mutex); }
  void unlock() { pthread_mutex_unlock(&mutex); }
};

class Scoped {
  Mutex &mutex;

public:
  explicit Scoped(Mutex &mutex) : mutex(mutex) { mutex.lock(); }
  ~Scoped() { mutex.unlock(); }
};

class Pool {
  Mutex mutex;
  int size = 0;
  void own() {
    Scoped lock(mutex);
    ++size;
  }
  void library() {
    std::lock_guard<Mutex> lock(mutex);
    ++size;
  }

public:
  void own_ok() {
    Scoped lock(mutex);
    own();
  }
  void mixed_ok() {
    std::unique_lock<Mutex> lock(mutex);
    own();
  }
  void library_ok() {
    std::lock_guard<Mutex> lock(mutex);
    library();
  }
};
