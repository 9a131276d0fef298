// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What a library's smart pointers and containers hold ends with them, although
// nothing of their bodies is seen.
#include <memory>
#include <mutex>
#include <unistd.h>

namespace boost {
template <class T> class scoped_ptr {
  T *P;

public:
  explicit scoped_ptr(T *P = nullptr);
  ~scoped_ptr();
  void reset(T *P = nullptr);
  T *operator->() const;
};
template <class T> class shared_ptr {
  T *P;

public:
  explicit shared_ptr(T *P = nullptr);
  shared_ptr(const shared_ptr &);
  ~shared_ptr();
  void reset();
  T *operator->() const;
};
} // namespace boost

struct Slow {
  void flush() { fsync(0); }
  ~Slow() { sleep(5); }
};
class Owns {
  std::mutex M;
  boost::scoped_ptr<Slow> Scoped;
  boost::shared_ptr<Slow> Shared;

public:
  void scoped_bad() {
    std::lock_guard<std::mutex> L(M);
    Scoped.reset(); // CHECK: :[[@LINE]]:{{.*}}warning: 'M' is held while {{.*}} sleeps ('sleep') for up to 5 s
  }
  void shared_bad() {
    std::lock_guard<std::mutex> L(M);
    Shared.reset(); // CHECK: :[[@LINE]]:{{.*}}warning: 'M' is held while {{.*}} sleeps
  }
  void local_bad() {
    std::lock_guard<std::mutex> L(M);
    boost::scoped_ptr<Slow> P(new Slow); // CHECK: :[[@LINE]]:{{.*}}warning: 'M' is held while {{.*}} sleeps
  }
  void local_ok() {
    boost::scoped_ptr<Slow> P(new Slow);
    std::lock_guard<std::mutex> L(M);
  }
};
