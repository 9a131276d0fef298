// RUN: not %cleanexit check --checks=cleanup-lock-held-over-wait --option=cleanup-lock-held-over-wait.Strict=true %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Guards of libraries, by model, where only their declarations are seen.
#include <unistd.h>

namespace absl {
struct Mutex {
  void Lock();
  void Unlock();
  bool TryLock();
};
struct MutexLock {
  explicit MutexLock(Mutex *);
  ~MutexLock();
};
struct MutexLockMaybe {
  explicit MutexLockMaybe(Mutex *);
  ~MutexLockMaybe();
};
struct ReaderMutexLock {
  explicit ReaderMutexLock(Mutex *);
  ~ReaderMutexLock();
};
struct ReleasableMutexLock {
  explicit ReleasableMutexLock(Mutex *);
  ~ReleasableMutexLock();
  void Release();
};
struct CondVar {
  void Wait(Mutex *);
};
} // namespace absl

struct QMutex {
  void lock();
  void unlock();
  bool tryLock(int timeout = 0);
};
template <class M = QMutex> struct QMutexLocker {
  explicit QMutexLocker(M *);
  ~QMutexLocker();
  void unlock();
  void relock();
  M *mutex() const;
};
struct QReadWriteLock {
  void lockForRead();
  void lockForWrite();
  void unlock();
};
struct QReadLocker {
  explicit QReadLocker(QReadWriteLock *);
  ~QReadLocker();
};

namespace Poco {
struct FastMutex {
  void lock();
  void unlock();
};
template <class M> struct ScopedLock {
  explicit ScopedLock(M &);
  ScopedLock(M &, long milliseconds);
  ~ScopedLock();
};
template <class M> struct ScopedLockWithUnlock {
  explicit ScopedLockWithUnlock(M &);
  ~ScopedLockWithUnlock();
  void unlock();
};
template <class M> struct ScopedUnlock {
  explicit ScopedUnlock(M &, bool now = true);
  ~ScopedUnlock();
};
} // namespace Poco

namespace boost {
struct mutex {
  void lock();
  void unlock();
  bool try_lock();
};
struct defer_lock_t {};
struct adopt_lock_t {};
struct try_to_lock_t {};
extern const defer_lock_t defer_lock;
extern const adopt_lock_t adopt_lock;
extern const try_to_lock_t try_to_lock;
template <class M> struct unique_lock {
  explicit unique_lock(M &);
  unique_lock(M &, defer_lock_t);
  unique_lock(M &, adopt_lock_t);
  unique_lock(M &, try_to_lock_t);
  unique_lock(unique_lock &&);
  ~unique_lock();
  void lock();
  void unlock();
  bool owns_lock() const;
  explicit operator bool() const;
  M *release();
};
template <class L> struct reverse_lock {
  explicit reverse_lock(L &);
  ~reverse_lock();
};
} // namespace boost

typedef struct {
  int x;
} GMutex;
extern "C" {
void g_mutex_lock(GMutex *);
void g_mutex_unlock(GMutex *);
int g_mutex_trylock(GMutex *);
}

struct Holder {
  absl::Mutex am;
  QMutex qm;
  QReadWriteLock qrw;
  Poco::FastMutex pm;
  boost::mutex bm;
  GMutex gm;

  void absl_bad() {
    absl::MutexLock l(&am);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'am'
  }
  void absl_null_ok() {
    absl::MutexLockMaybe l(nullptr);
    sleep(1);
  }
  void absl_reader_bad() {
    absl::ReaderMutexLock l(&am);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'am'
  }
  void absl_released_ok() {
    absl::ReleasableMutexLock l(&am);
    l.Release();
    sleep(1);
  }
  void absl_plain_bad() {
    am.Lock();
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'am'
    am.Unlock();
    sleep(1);
  }
  void absl_wait_ok(absl::CondVar &cv) {
    absl::MutexLock l(&am);
    cv.Wait(&am);
  }
  void qt_bad() {
    QMutexLocker<QMutex> l(&qm);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'qm'
    l.unlock();
    sleep(1);
    l.relock();
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'qm'
  }
  void qt_deduced_ok() {
    { QMutexLocker l(&qm); }
    sleep(1);
  }
  void qt_tried_bad() {
    if (!qm.tryLock()) {
      sleep(1);
      return;
    }
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'qm'
    qm.unlock();
  }
  void qt_read_bad() {
    QReadLocker l(&qrw);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'qrw'
  }
  void poco_bad() {
    Poco::ScopedLock<Poco::FastMutex> l(pm);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'pm'
  }
  void poco_timed_bad() {
    Poco::ScopedLock<Poco::FastMutex> l(pm, 100);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'pm'
  }
  void poco_unlock_ok() {
    Poco::ScopedLockWithUnlock<Poco::FastMutex> l(pm);
    l.unlock();
    sleep(1);
  }
  void poco_inverse_ok() {
    Poco::ScopedLock<Poco::FastMutex> l(pm);
    Poco::ScopedUnlock<Poco::FastMutex> u(pm);
    sleep(1);
  }
  void poco_inverse_ended_bad() {
    Poco::ScopedLock<Poco::FastMutex> l(pm);
    { Poco::ScopedUnlock<Poco::FastMutex> u(pm); }
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'pm'
  }
  void boost_bad() {
    boost::unique_lock<boost::mutex> l(bm);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'bm'
  }
  void boost_deferred_ok() {
    boost::unique_lock<boost::mutex> l(bm, boost::defer_lock);
    sleep(1);
  }
  void boost_tried_bad() {
    boost::unique_lock<boost::mutex> l(bm, boost::try_to_lock);
    if (l)
      sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'bm'
    else
      sleep(1);
  }
  void boost_reverse_ok() {
    boost::unique_lock<boost::mutex> l(bm);
    boost::reverse_lock<boost::unique_lock<boost::mutex>> r(l);
    sleep(1);
  }
  void boost_reverse_ended_bad() {
    boost::unique_lock<boost::mutex> l(bm);
    { boost::reverse_lock<boost::unique_lock<boost::mutex>> r(l); }
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'bm'
  }
  void glib_bad() {
    g_mutex_lock(&gm);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'gm'
    g_mutex_unlock(&gm);
    sleep(1);
  }
  void glib_tried_bad() {
    if (g_mutex_trylock(&gm)) {
      sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'gm'
      g_mutex_unlock(&gm);
    } else {
      sleep(1);
    }
  }
};
