// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// The standard library's locks and guards; a line with CHECK sleeps under one.
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <unistd.h>

std::mutex a, b;
std::recursive_mutex r;
std::shared_mutex s;
std::timed_mutex t;
bool coin();

void lock_guard_bad() {
  std::lock_guard<std::mutex> g(a);
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
}
void deduced_bad() {
  std::lock_guard g{a};
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
}
void before_and_after_ok() {
  sleep(1);
  { std::lock_guard g(a); }
  sleep(1);
}
void unlocked_ok() {
  std::unique_lock lk(a);
  lk.unlock();
  sleep(1);
}
void locked_again_bad() {
  std::unique_lock lk(a);
  lk.unlock();
  sleep(1);
  lk.lock();
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
}
void deferred_ok() {
  std::unique_lock lk(a, std::defer_lock);
  sleep(1);
}
void deferred_then_locked_bad() {
  std::unique_lock<std::mutex> lk{a, std::defer_lock};
  lk.lock();
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
}
void deferred_both_bad() {
  std::unique_lock la(a, std::defer_lock), lb(b, std::defer_lock);
  std::lock(la, lb);
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
}
void std_lock_ok() {
  std::lock(a, b);
  a.unlock();
  b.unlock();
  sleep(1);
}
void std_lock_one_left_bad() {
  std::lock(a, b);
  a.unlock();
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  b.unlock();
}
void adopted_bad() {
  a.lock();
  std::lock_guard g(a, std::adopt_lock);
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
}
void adopted_ended_ok() {
  a.lock();
  { std::lock_guard g(a, std::adopt_lock); }
  sleep(1);
}
void scoped_both_bad() {
  std::scoped_lock g(a, b);
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
}
void scoped_both_ok() {
  { std::scoped_lock g(a, b); }
  sleep(1);
}
void scoped_none_ok() {
  std::scoped_lock g;
  sleep(1);
}
void scoped_adopt_bad() {
  std::lock(a, b);
  std::scoped_lock g(std::adopt_lock, a, b);
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
}
void tried_unknown_ok() {
  std::unique_lock lk(a, std::try_to_lock);
  sleep(1); // may not hold it: nothing is said
}
void tried_held_bad() {
  std::unique_lock lk(a, std::try_to_lock);
  if (!lk)
    return;
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
}
void tried_not_held_ok() {
  std::unique_lock lk(a, std::try_to_lock);
  if (!lk.owns_lock()) {
    sleep(1);
    return;
  }
}
void tried_then_bad() {
  if (std::unique_lock lk(a, std::try_to_lock); lk.owns_lock())
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  else
    sleep(1);
}
void try_lock_bad() {
  if (a.try_lock()) {
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
    a.unlock();
  }
  sleep(1);
}
void try_lock_early_return_bad() {
  if (!a.try_lock())
    return;
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  a.unlock();
  sleep(1);
}
void try_lock_stored_bad() {
  bool got = a.try_lock();
  if (got) {
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
    a.unlock();
  } else {
    sleep(1);
  }
}
void try_until_held_bad() {
  while (!a.try_lock())
    sleep(1);
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  a.unlock();
}
void timed_try_bad() {
  std::unique_lock lk(t, std::chrono::milliseconds(1));
  if (lk)
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
}
void released_ok() {
  std::unique_lock lk(a);
  std::mutex *m = lk.release();
  m->unlock();
  sleep(1);
}
void released_still_locked_bad() {
  std::unique_lock lk(a);
  lk.release();
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  a.unlock();
}
void moved_bad() {
  std::unique_lock lk(a);
  {
    std::unique_lock inner(std::move(lk));
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  sleep(1);
}
void assigned_bad() {
  std::unique_lock<std::mutex> lk;
  sleep(1);
  lk = std::unique_lock(a);
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  lk = {};
  sleep(1);
}
void swapped_bad() {
  std::unique_lock<std::mutex> outer;
  {
    std::unique_lock inner(a);
    inner.swap(outer);
  }
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
}
void sink(std::unique_lock<std::mutex> lk) { lk.unlock(); }
void given_away_ok() {
  std::unique_lock lk(a);
  sink(std::move(lk));
  sleep(1);
}
void unlocks(std::unique_lock<std::mutex> &lk) { lk.unlock(); }
void unlocked_by_callee_ok() {
  std::unique_lock lk(a);
  unlocks(lk);
  sleep(1);
}
void drops_meanwhile(std::unique_lock<std::mutex> &lk) {
  lk.unlock();
  sleep(1);
  lk.lock();
}
void dropped_meanwhile_ok() {
  std::unique_lock lk(a);
  drops_meanwhile(lk);
}
void dropped_meanwhile_bad() {
  std::unique_lock lk(a);
  drops_meanwhile(lk);
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
}
void shared_bad() {
  std::shared_lock lk(s);
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
}
void explicit_bad() {
  a.lock();
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  a.unlock();
  sleep(1);
}
void heap_guard_bad() {
  auto g = std::make_unique<std::lock_guard<std::mutex>>(a);
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  g.reset();
  sleep(1);
}
void optional_guard_bad() {
  std::optional<std::lock_guard<std::mutex>> g;
  sleep(1);
  g.emplace(a);
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  g.reset();
  sleep(1);
}
void temporary_ok() {
  std::lock_guard<std::mutex>{a};
  sleep(1);
}
void maybe_locked_bad() {
  std::unique_lock lk(a, std::defer_lock);
  if (coin())
    lk.lock();
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
}
void maybe_told_apart_ok(bool needed) {
  std::unique_lock lk(a, std::defer_lock);
  if (needed)
    lk.lock();
  if (!needed)
    sleep(1);
}
void maybe_given_back_ok(bool needed) {
  std::unique_lock lk(a, std::defer_lock);
  if (needed)
    lk.lock();
  if (needed)
    lk.unlock();
  sleep(1);
}
void maybe_another_way_ok(bool needed) {
  std::unique_lock lk(a, std::defer_lock);
  if (needed)
    lk.lock();
  if (coin())
    return;
  if (lk.owns_lock())
    lk.unlock();
  sleep(1);
}
void recursive_bad() {
  std::lock_guard g1(r);
  {
    std::lock_guard g2(r);
  }
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
}
