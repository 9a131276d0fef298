// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Taking a lock again that the thread holds.
#include <mutex>
#include <shared_mutex>
#include <vector>

class Account {
  mutable std::mutex m;
  mutable std::recursive_mutex r;
  mutable std::shared_mutex s;
  std::vector<std::mutex> many;
  Account *other = nullptr;
  int n = 0;

public:
  int size() const {
    std::lock_guard g(m);
    return n;
  }
  int doubled() const { return 2 * size(); }
  void direct_bad() {
    std::lock_guard g(m);
    m.lock(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock
    m.unlock();
  }
  void guard_bad() {
    std::lock_guard g(m);
    std::lock_guard h(m); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock
  }
  void method_bad() {
    std::lock_guard g(m);
    n += size(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock
  }
  void deep_bad() {
    std::unique_lock lk(m);
    n += doubled(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock
  }
  void unlocked_ok() {
    std::unique_lock lk(m);
    lk.unlock();
    n += doubled();
  }
  void after_ok() {
    { std::lock_guard g(m); }
    n += size();
  }
  void of_another_object_ok() {
    std::lock_guard g(m);
    n += other->size();
  }
  void recursive_ok() {
    std::lock_guard g(r);
    std::lock_guard h(r);
  }
  void tried_ok() {
    std::lock_guard g(m);
    if (m.try_lock())
      m.unlock();
  }
  void shared_twice_ok() {
    std::shared_lock g(s);
    std::shared_lock h(s);
  }
  void upgraded_bad() {
    std::shared_lock g(s);
    s.lock(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 's'
    s.unlock();
  }
  void elements_ok() {
    std::lock_guard g(many[0]);
    std::lock_guard h(many[1]);
  }
  void drops_and_retakes() {
    m.unlock();
    ++n;
    m.lock();
  }
  void dropped_ok() {
    std::lock_guard g(m);
    drops_and_retakes();
  }
  void relocked_ok() {
    std::unique_lock lk(m);
    lk.unlock();
    lk.lock();
  }
  void two_phases_ok() {
    m.lock();
    m.unlock();
    m.lock();
    m.unlock();
  }
};

struct Ledger {
  std::mutex m;
  int n = 0;
  int size() {
    std::lock_guard g(m);
    return n;
  }
  static void opened_bad(Ledger **out) {
    Ledger *made = new Ledger;
    made->m.lock();
    made->size(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'made.m'
    made->m.unlock();
    *out = made;
  }
  static void opened_ok(Ledger **out) {
    Ledger *made = new Ledger, *other = new Ledger;
    made->m.lock();
    other->size();
    made->m.unlock();
    *out = made;
    delete other;
  }
};
