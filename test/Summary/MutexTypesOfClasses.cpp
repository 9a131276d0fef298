// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Two classes of locks, whose members have one name.
#include <pthread.h>

class Plain {
  pthread_mutex_t m;

public:
  Plain() { pthread_mutex_init(&m, nullptr); }
  void lock() { pthread_mutex_lock(&m); }
  void unlock() { pthread_mutex_unlock(&m); }
};
class Levels {
  pthread_mutex_t m;

public:
  Levels() {
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_settype(&a, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&m, &a);
  }
  void lock() { pthread_mutex_lock(&m); }
  void unlock() { pthread_mutex_unlock(&m); }
};
struct Derived : Levels {};
struct User {
  Plain plain;
  Levels levels;
  Derived derived;
  void useDerived() { derived.lock(); derived.unlock(); }
  void derived_ok() {
    derived.lock();
    useDerived();
    derived.unlock();
  }
  void usePlain() { plain.lock(); plain.unlock(); }
  void useLevels() { levels.lock(); levels.unlock(); }
  void plain_bad() {
    plain.lock();
    usePlain(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock
    plain.unlock();
  }
  void levels_ok() {
    levels.lock();
    useLevels();
    levels.unlock();
  }
};

// Made in a library, as nobody sees.
class Unseen {
public:
  explicit Unseen(bool recursive = true);
  ~Unseen();
  void lock() { pthread_mutex_lock(&m); }
  void unlock() { pthread_mutex_unlock(&m); }

private:
  pthread_mutex_t m;
};
struct Unsure {
  Unseen unseen;
  void use() { unseen.lock(); unseen.unlock(); }
  void unseen_ok() {
    unseen.lock();
    use();
    unseen.unlock();
  }
};
Unsure any;
