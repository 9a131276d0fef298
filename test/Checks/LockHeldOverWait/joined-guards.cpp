// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A base joins the thread, a guard of the project's has the lock, and what the thread runs
// below takes it in each turn.
#include <atomic>
#include <pthread.h>

class Mutex {
  pthread_mutex_t Native;

public:
  Mutex() { pthread_mutex_init(&Native, nullptr); }
  ~Mutex() { pthread_mutex_destroy(&Native); }
  void Lock() { pthread_mutex_lock(&Native); }
  void Unlock() { pthread_mutex_unlock(&Native); }
};
class LockObject {
  Mutex &Of;

public:
  explicit LockObject(Mutex &M) : Of(M) { Of.Lock(); }
  ~LockObject() { Of.Unlock(); }
};
class Thread {
  pthread_t Id{};
  static void *handler(void *Self) { return static_cast<Thread *>(Self)->process(); }
  virtual void *process() = 0;

protected:
  std::atomic<bool> Stop{false};

public:
  virtual ~Thread() = default;
  bool create() { return pthread_create(&Id, nullptr, &Thread::handler, this) == 0; }
  void stopThread() {
    Stop = true;
    pthread_join(Id, nullptr);
  }
};

class Adapter_bad : public Thread {
  Mutex AdapterMutex;
  int Frames = 0;
  void *process() override {
    while (!Stop) {
      LockObject Hold(AdapterMutex);
      ++Frames;
    }
    return nullptr;
  }

public:
  void seldom() { LockObject Hold(AdapterMutex); }
  void close() {
    LockObject Hold(AdapterMutex);
    Frames = 0;
    // CHECK: [[@LINE+1]]:5: warning: 'AdapterMutex' is held while 'Adapter_bad::close' waits for a thread to end ('pthread_join') with no bound; deadlock if
    stopThread();
  }
};

class Other_ok : public Thread {
  Mutex OtherMutex, FramesMutex;
  int Frames = 0;
  void *process() override {
    while (!Stop) {
      LockObject Hold(FramesMutex);
      ++Frames;
    }
    return nullptr;
  }

public:
  void seldom() { LockObject Hold(OtherMutex); }
  void close() {
    LockObject Hold(OtherMutex);
    stopThread();
  }
};
