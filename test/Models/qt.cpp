// RUN: %check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s --implicit-check-not=_ok
#include <condition_variable>
#include <guards.h>
#include <mutex>
#include <unistd.h>
struct QDeadlineTimer { enum Forever { F }; QDeadlineTimer(Forever); };
struct QThread {
  virtual ~QThread();
  virtual void run();
  void requestInterruption();
  bool isInterruptionRequested() const;
  bool wait(QDeadlineTimer D = QDeadlineTimer(QDeadlineTimer::F));
  bool wait(unsigned long Ms);
  void quit();
  static void msleep(unsigned long);
};
struct QThreadPool { bool waitForDone(int Ms = -1); void clear(); };
struct QMutex { void lock(); void unlock(); };
template <class M> struct QMutexLocker { explicit QMutexLocker(M *); ~QMutexLocker(); void unlock(); };
struct QWaitCondition { bool wait(QMutex *, QDeadlineTimer D = QDeadlineTimer(QDeadlineTimer::F)); };
struct QAbstractSocket { virtual bool waitForDisconnected(int Ms = 30000); void abort(); };
struct QProcess { bool waitForFinished(int Ms = 30000); };

struct Thread_bad { QThread T; ~Thread_bad() { T.wait(); } };
// CHECK: 'Thread_bad::~Thread_bad' waits for a thread to end {{.*}}with no bound
struct Timed_bad { QThread T; ~Timed_bad() { T.wait(2000ul); } };
// CHECK: 'Timed_bad::~Timed_bad' {{.*}} 2 s
struct Quit_ok { QThread T; ~Quit_ok() { T.quit(); } };
struct Pool_bad { QThreadPool P; ~Pool_bad() { P.waitForDone(); } };
// CHECK: 'Pool_bad::~Pool_bad' {{.*}}with no bound
struct Pool_ok { QThreadPool P; ~Pool_ok() { P.clear(); P.waitForDone(0); } };
struct Socket_bad { QAbstractSocket *S; ~Socket_bad() { S->waitForDisconnected(); } };
// CHECK: 'Socket_bad::~Socket_bad' {{.*}} 30 s
struct Socket_ok { QAbstractSocket *S; ~Socket_ok() { S->abort(); } };
struct Process_bad { QProcess P; ~Process_bad() { P.waitForFinished(-1); } };
// CHECK: 'Process_bad::~Process_bad' waits for a process {{.*}}with no bound

struct Held {
  QMutex M;
  QWaitCondition C;
  void sleep_bad() {
    QMutexLocker<QMutex> Lock(&M);
    QThread::msleep(1000);
    // CHECK: Held::sleep_bad{{.*}}[cleanup-lock-held-over-wait]
  }
  void sleep_ok() {
    QMutexLocker<QMutex> Lock(&M);
    Lock.unlock();
    QThread::msleep(1000);
  }
  void wait_ok() {
    QMutexLocker<QMutex> Lock(&M);
    C.wait(&M);
  }
};

void guard(int Fd) {
  auto Guard = qScopeGuard([Fd] { fsync(Fd); });
  // CHECK: [[@LINE-1]]:{{.*}}waits for the storage device {{.*}}[cleanup-blocking-call]
}

// A thread that is asked with a flag, and waits where it does not look at it.
class Walker : public QThread {
  std::mutex m;
  std::condition_variable answered;
  bool ready = false;

public:
  void run() override {
    while (!isInterruptionRequested()) {
      std::unique_lock l(m);
      while (!ready)
        answered.wait(l);
    }
  }
};
class Engine_bad {
  Walker walker;

public:
  ~Engine_bad() {
    walker.requestInterruption();
    walker.wait();
    // CHECK: 'Engine_bad::~Engine_bad' {{.*}}although asked to stop the thread's body, 'Walker::run'
  }
};

struct QDialog { virtual int exec(); virtual void done(int); };
struct QRemoteObjectReplica { bool waitForSource(int Ms = 30000); bool isInitialized() const; };
struct Dialog_bad { QDialog &D; ~Dialog_bad() { D.exec(); } };
// CHECK: 'Dialog_bad::~Dialog_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}until the user answers
struct Dialog_ok { QDialog &D; ~Dialog_ok() { D.done(0); } };
struct Replica_bad { QRemoteObjectReplica R; ~Replica_bad() { R.waitForSource(); } };
// CHECK: 'Replica_bad::~Replica_bad' {{.*}} 30 s
struct Replica_ok { QRemoteObjectReplica R; ~Replica_ok() { R.waitForSource(0); R.isInitialized(); } };
