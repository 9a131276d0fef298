// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What ends under a lock: by assignment, reset, clear, erase, and in the
// reverse order of declaration.
#include <cassert>
#include <chrono>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

struct Settles {
  ~Settles() { std::this_thread::sleep_for(std::chrono::seconds(1)); }
};
template <class F> struct Finally { F f; ~Finally() { f(); } };
template <class F> Finally(F) -> Finally<F>;

class Owner {
  std::mutex m;
  std::unique_ptr<Settles> one;
  std::shared_ptr<Settles> shared;
  std::map<int, Settles> many;
  std::thread t;
  bool on = false;

public:
  void reset_bad() {
    std::lock_guard g(m);
    one.reset(); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
  }
  void assign_bad(std::shared_ptr<Settles> next) {
    std::lock_guard g(m);
    shared = next; // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
  }
  void clear_bad() {
    std::lock_guard g(m);
    many.clear(); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
  }
  void outParameter_bad(std::unique_ptr<Settles> &out) {
    std::lock_guard g(m);
    out = std::move(one); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
  }
  void after_bad() {
    std::lock_guard g(m);
    Settles s; // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
    on = true;
  }
  void guardAfter_bad() {
    std::lock_guard g(m);
    Finally f{[&] { t.join(); }}; // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
    on = true;
  }
  void before_ok() {
    Settles s;
    std::lock_guard g(m);
    on = true;
  }
  void moveOut_ok() {
    std::unique_ptr<Settles> old;
    std::lock_guard g(m);
    old = std::move(one);
  }
  void replace_ok(std::shared_ptr<Settles> next) {
    std::shared_ptr<Settles> old;
    {
      std::lock_guard g(m);
      old = std::move(shared);
      shared = next;
    }
  }
  void swap_ok() {
    std::map<int, Settles> old;
    std::lock_guard g(m);
    old.swap(many);
  }
  int asked_ok() {
    std::unique_lock l(m);
    auto f = std::async(std::launch::async, [] { return 1; });
    l.unlock();
    int n = f.get();
    l.lock();
    on = n > 0;
    return n;
  }
  // What the container had was taken out before.
  void erased_ok(int id) {
    std::unique_ptr<Settles> old;
    std::lock_guard g(m);
    if (auto it = owned.find(id); it != owned.end()) {
      old = std::move(it->second);
      owned.erase(it);
    }
  }
  void popped_ok() {
    std::unique_ptr<Settles> old;
    std::lock_guard g(m);
    old = std::move(queue.front());
    queue.erase(queue.begin());
  }
  void erased_bad(int id) {
    std::lock_guard g(m);
    if (auto it = owned.find(id); it != owned.end())
      owned.erase(it); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
  }
  std::map<int, std::unique_ptr<Settles>> owned;
  std::vector<std::unique_ptr<Settles>> queue;
  // The map keeps it alive.
  void copied_ok(int id) {
    std::lock_guard g(m);
    std::shared_ptr<Settles> one = kept[id];
    on = one != nullptr;
  }
  void last_bad(int id) {
    std::lock_guard g(m);
    std::shared_ptr<Settles> one = std::move(kept[id]); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
    kept.erase(id);
  }
  std::map<int, std::shared_ptr<Settles>> kept;
};

/// Nothing is replaced where it was made sure that nothing is there.
class Once {
  std::mutex m;
  std::unique_ptr<Settles> p;

public:
  void left_ok(std::unique_ptr<Settles> n) {
    std::lock_guard g(m);
    if (p)
      return;
    p = std::move(n);
  }
  void inBranch_ok(std::unique_ptr<Settles> n) {
    std::lock_guard g(m);
    if (p == nullptr)
      p = std::move(n);
  }
  void inElse_ok(std::unique_ptr<Settles> n) {
    std::lock_guard g(m);
    if (p)
      n.release();
    else
      p = std::move(n);
  }
  void asserted_ok(std::unique_ptr<Settles> n) {
    std::lock_guard g(m);
    assert(!p);
    p = std::move(n);
  }
  void other_bad(std::unique_ptr<Settles> n) {
    std::lock_guard g(m);
    if (p != nullptr)
      p = std::move(n); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
  }
  void goesOn_bad(std::unique_ptr<Settles> n, int &count) {
    std::lock_guard g(m);
    if (p)
      ++count;
    p = std::move(n); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
  }
};
struct Options {
  std::shared_ptr<Settles> p;
};
class Configured {
  std::mutex m;
  Options kept;
  std::shared_ptr<Settles> make();
  Options snapshot() {
    Options copy;
    copy.p = kept.p;
    return copy;
  }

public:
  Options member_ok() {
    std::lock_guard g(m);
    return snapshot();
  }
  Options made_ok() {
    std::lock_guard g(m);
    Options fresh;
    fresh.p = make();
    return fresh;
  }
  void member_bad(Options &into) {
    std::lock_guard g(m);
    into.p = make(); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
  }
};

/// Emptied before the lock is taken, and destroyed under it.
class Chunks {
  struct Chunk {
    std::unique_ptr<Settles> next;
  };
  std::mutex m;

public:
  void free_ok(Chunk *c) {
    c->next.reset();
    std::lock_guard g(m);
    delete c;
  }
  void free_bad(Chunk *c) {
    std::lock_guard g(m);
    delete c; // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
  }
};

/// What is taken out first does not end where the rest is cleared.
class Taken {
  std::mutex m;
  std::vector<std::unique_ptr<Settles>> all;
  std::unique_ptr<Settles> one;

public:
  void moved_ok() {
    std::vector<std::unique_ptr<Settles>> kept;
    std::lock_guard g(m);
    kept = std::move(all);
    all.clear();
  }
  void oneByOne_ok() {
    std::vector<std::unique_ptr<Settles>> kept;
    std::lock_guard g(m);
    for (auto &p : all)
      kept.push_back(std::move(p));
    all.clear();
  }
  void reset_ok() {
    std::unique_ptr<Settles> kept;
    std::lock_guard g(m);
    kept = std::move(one);
    one.reset();
  }
  void found_ok(Settles *s) {
    std::unique_ptr<Settles> kept;
    std::lock_guard g(m);
    for (auto it = all.begin(); it != all.end(); ++it)
      if (it->get() == s) {
        kept = std::move(*it);
        all.erase(it);
        break;
      }
  }
  void cleared_bad() {
    std::lock_guard g(m);
    all.clear(); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
  }
  void found_bad(Settles *s) {
    std::lock_guard g(m);
    for (auto it = all.begin(); it != all.end(); ++it)
      if (it->get() == s) {
        auto same = it;
        all.erase(same); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
        break;
      }
  }
};
