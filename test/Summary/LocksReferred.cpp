// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Guards of guards, locks of what may be null, elements by way of a variable.
#include <map>
#include <mutex>
#include <unistd.h>

template <class Lock> struct Reverse {
  explicit Reverse(Lock &l) : lock(l) { lock.unlock(); }
  ~Reverse() { lock.lock(); }
  Lock &lock;
};
struct ReversePointer {
  explicit ReversePointer(std::unique_lock<std::mutex> *l) : lock(l) { lock->unlock(); }
  ~ReversePointer() { lock->lock(); }
  std::unique_lock<std::mutex> *lock;
};
struct Waiter {
  std::mutex m;
  void reference_ok() { std::unique_lock<std::mutex> l(m); Reverse<std::unique_lock<std::mutex>> u(l); sleep(1); }
  void pointer_ok() { std::unique_lock<std::mutex> l(m); ReversePointer u(&l); sleep(1); }
  void after_bad() {
    std::unique_lock<std::mutex> l(m);
    { Reverse<std::unique_lock<std::mutex>> u(l); }
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held
  }
};

struct Object { std::mutex m; bool ok = true; void die() { m.lock(); ok = false; m.unlock(); } ~Object() { die(); } };
struct Weak { Object *o; Object *get() const { return o; } };
struct Locked {
  explicit Locked(const Weak &w) : o(w.get()) { if (o) o->m.lock(); }
  ~Locked() { if (o) o->m.unlock(); }
  bool valid() const { return o && o->ok; }
  Object &operator*() { return *o; }
  Object *o;
};
struct Table {
  std::map<int, Weak> all;
  void sleeps_bad(int k) {
    auto it = all.find(k);
    Locked l(it->second);
    if (l.valid())
      sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}m' is held
  }
  void deletes_bad(int k) {
    auto it = all.find(k);
    Locked l(it->second);
    delete &*l; // CHECK: :[[@LINE]]:{{.*}}warning: deadlock
  }
  void another_ok(int k, int j) {
    Locked l(all.find(k)->second);
    delete all.find(j)->second.o;
  }
};
struct Optional {
  explicit Optional(std::mutex *m) : m(m) { if (m) m->lock(); }
  ~Optional() { if (m) m->unlock(); }
  std::mutex *m;
};
struct Safe {
  std::mutex m;
  bool safe;
  void sleeps_bad() {
    Optional l(safe ? &m : nullptr);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held
  }
  void unlocked_ok() {
    { Optional l(&m); }
    sleep(1);
  }
};
void maybe(Object *o, bool needed) {
  if (needed)
    o->m.lock();
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  if (needed)
    o->m.unlock();
}
