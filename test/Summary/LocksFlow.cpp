// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Ways through a function.
#include <mutex>
#include <unistd.h>

std::mutex a;
bool coin();
int dice();
void may_throw();
[[noreturn]] void give_up();

void loop_locks_each_turn_bad() {
  for (int i = 0; i < 3; ++i) {
    a.lock();
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
    a.unlock();
    sleep(1);
  }
  sleep(1);
}
void loop_unlocks_each_turn_bad() {
  a.lock();
  while (coin()) {
    a.unlock();
    sleep(1);
    a.lock();
  }
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  a.unlock();
}
void break_while_locked_bad() {
  for (;;) {
    a.lock();
    if (coin())
      break;
    a.unlock();
    sleep(1);
  }
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  a.unlock();
}
void continue_ok() {
  while (coin()) {
    std::lock_guard g(a);
    if (coin())
      continue;
  }
  sleep(1);
}
void do_while_bad() {
  do {
    std::lock_guard g(a);
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  } while (coin());
  sleep(1);
}
void do_once_ok() {
  do {
    a.lock();
    if (coin()) {
      a.unlock();
      break;
    }
    a.unlock();
  } while (0);
  sleep(1);
}
void switch_bad() {
  switch (dice()) {
  case 1:
    a.lock();
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
    a.unlock();
    break;
  case 2: {
    std::lock_guard g(a);
    break;
  }
  case 3:
    a.lock();
    // falls through
  case 4:
    sleep(1);
    break;
  default:
    sleep(1);
  }
  sleep(1);
}
void both_branches_bad() {
  if (coin())
    a.lock();
  else
    a.lock();
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  a.unlock();
}
void one_branch_returns_bad() {
  a.lock();
  if (coin()) {
    a.unlock();
    sleep(1);
    return;
  }
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  a.unlock();
}
void one_branch_ends_the_process_bad() {
  a.lock();
  if (coin()) {
    a.unlock();
    give_up();
  }
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  a.unlock();
}
void correlated_ok() {
  bool locked = coin();
  if (locked)
    a.lock();
  if (locked)
    a.unlock();
  sleep(1);
}
void handler_ok() {
  try {
    std::lock_guard g(a);
    may_throw();
  } catch (...) {
    sleep(1);
  }
  sleep(1);
}
void handler_bad() {
  std::lock_guard g(a);
  try {
    may_throw();
  } catch (...) {
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
}
void handler_after_unlock_ok() {
  std::unique_lock lk(a);
  try {
    lk.unlock();
    may_throw();
    lk.lock();
  } catch (...) {
    sleep(1);
  }
}
void goto_out_ok() {
  a.lock();
  if (coin())
    goto out;
  if (coin())
    goto out;
out:
  a.unlock();
  sleep(1);
}
void goto_back_bad() {
again:
  a.lock();
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  a.unlock();
  if (coin())
    goto again;
  sleep(1);
}
void and_condition_bad() {
  if (coin() && a.try_lock()) {
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
    a.unlock();
  }
  sleep(1);
}
void condition_temporary_ok() {
  if (std::lock_guard<std::mutex> g(a); dice() > 3)
    return;
  sleep(1);
}
void lambda_not_run_ok() {
  auto f = [] { std::lock_guard g(a); };
  sleep(1);
  f();
  sleep(1);
}
void lambda_unlocks_ok() {
  a.lock();
  auto unlock = [&] { a.unlock(); };
  unlock();
  sleep(1);
}
template <class F> struct Finally {
  F Do;
  ~Finally() { Do(); }
};
template <class F> Finally(F) -> Finally<F>;
void deferred_unlock_bad() {
  a.lock();
  Finally unlock{[] { a.unlock(); }};
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
}
void deferred_unlock_ended_ok() {
  {
    a.lock();
    Finally unlock{[] { a.unlock(); }};
  }
  sleep(1);
}
// A flag that goes with the lock.
void flag_bad(bool wanted) {
  bool locked = false;
  if (wanted) {
    a.lock();
    locked = true;
  }
  if (locked)
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  else
    sleep(1);
  if (locked)
    a.unlock();
  sleep(1);
}
struct EarlyOut {
  std::mutex *m;
  explicit EarlyOut(std::mutex &m) : m(&m) { m.lock(); }
  void out() {
    if (m) {
      m->unlock();
      m = nullptr;
    }
  }
  ~EarlyOut() {
    try {
      out();
    } catch (...) {
    }
  }
};
void early_out_maybe_bad() {
  std::mutex other;
  {
    EarlyOut e(a);
    if (coin())
      e.out();
    else
      sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
    sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
  sleep(1);
  a.lock();
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
  a.unlock();
  sleep(1);
}

// Released on one of two ways: the other one goes on with the lock.
void one_way_bad(int n) {
  std::unique_lock lk(a);
  if (n)
    lk.unlock();
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
}
void break_bad(int n) {
  std::unique_lock lk(a);
  while (n--)
    if (n == 3) {
      lk.unlock();
      break;
    }
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
}
void jump_bad(bool b) {
  std::unique_lock lk(a);
  if (b)
    goto out;
  lk.unlock();
out:
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
}
void jump_ok(bool b) {
  std::unique_lock lk(a);
  if (b) {
    lk.unlock();
    goto out;
  }
  lk.unlock();
out:
  sleep(1);
}
void told_apart_ok(int n) {
  std::unique_lock lk(a);
  if (n)
    lk.unlock();
  if (n)
    sleep(1);
}
void both_ways_ok(int n) {
  std::unique_lock lk(a);
  if (n)
    lk.unlock();
  else
    lk.unlock();
  sleep(1);
}
void one_case_bad(int n) {
  std::unique_lock lk(a);
  switch (n) {
  case 0:
    lk.unlock();
    break;
  default:
    break;
  }
  sleep(1); // CHECK: :[[@LINE]]:{{.*}}warning:
}
void all_cases_ok(int n) {
  std::unique_lock lk(a);
  switch (n) {
  case 0:
    lk.unlock();
    break;
  default:
    lk.unlock();
  }
  sleep(1);
}
