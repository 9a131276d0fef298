// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What is moved out of a container or a member under the lock, and ends after
// it; what only looks like it.
#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

struct Settles {
  bool done() const;
  ~Settles() { std::this_thread::sleep_for(std::chrono::seconds(1)); }
};
using One = std::unique_ptr<Settles>;
using Counted = std::shared_ptr<Settles>;

/// A local that is returned ends elsewhere.
class Gives {
  std::mutex m;
  std::map<int, One> owned;
  std::map<int, Counted> counted;
  std::vector<One> list;

public:
  One moved_ok(int id) {
    std::lock_guard g(m);
    auto it = owned.find(id);
    if (it == owned.end())
      return nullptr;
    auto one = std::move(it->second);
    owned.erase(it);
    return one;
  }
  One last_ok() {
    std::lock_guard g(m);
    auto one = std::move(list.back());
    list.pop_back();
    return one;
  }
  std::optional<One> wrapped_ok() {
    std::lock_guard g(m);
    if (list.empty())
      return std::nullopt;
    std::optional<One> one(std::move(list.back()));
    list.pop_back();
    return one;
  }
  Counted copied_ok(int id) {
    std::lock_guard g(m);
    auto it = counted.find(id);
    auto one = it->second;
    counted.erase(it);
    return one;
  }
  auto iterator_bad(int id) {
    std::lock_guard g(m);
    auto it = owned.find(id);
    auto next = it;
    owned.erase(it); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
    return next;
  }
  Settles *pointer_bad() {
    std::lock_guard g(m);
    Settles *one = list.back().get();
    list.pop_back(); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
    return one;
  }
};

/// A variable that each turn makes anew is empty in each turn.
class Turns {
  std::mutex m;
  std::vector<One> list;

public:
  void new_ok() {
    for (;;) {
      One one;
      {
        std::lock_guard g(m);
        if (list.empty())
          break;
        one = std::move(list.back());
        list.pop_back();
      }
    }
  }
  void kept_bad() {
    One one;
    for (;;) {
      std::lock_guard g(m);
      if (list.empty())
        break;
      one = std::move(list.back()); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
      list.pop_back();
    }
  }
  void keptInInner_bad() {
    for (int i = 0; i < 9; ++i) {
      One one;
      std::lock_guard g(m);
      while (!list.empty()) {
        one = std::move(list.back()); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
        list.pop_back();
      }
    }
  }
  void emptied_ok() {
    std::vector<One> batch;
    while (true) {
      {
        std::lock_guard g(m);
        if (list.empty())
          break;
        batch = std::move(list);
      }
      batch.clear();
    }
  }
  void emptiedSometimes_bad(bool now) {
    std::vector<One> batch;
    while (true) {
      {
        std::lock_guard g(m);
        if (list.empty())
          break;
        batch = std::move(list); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
      }
      if (now)
        batch.clear();
    }
  }
  One keptUntilReturn_bad(int n) {
    One one;
    while (true) {
      std::lock_guard g(m);
      if (!n--)
        return nullptr;
      one = std::move(list[n]); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
    }
  }
};

/// Several at once.
class Ranges {
  std::mutex m;
  std::vector<One> list;
  static bool isDone(const One &p) { return p->done(); }

public:
  void algorithm_ok() {
    std::vector<One> dead;
    std::lock_guard g(m);
    auto it = std::partition(list.begin(), list.end(), isDone);
    std::move(it, list.end(), std::back_inserter(dead));
    list.erase(it, list.end());
  }
  void whole_ok() {
    std::vector<One> dead;
    std::lock_guard g(m);
    std::move(list.begin(), list.end(), std::back_inserter(dead));
    list.clear();
  }
  void eachTurn_ok() {
    std::vector<One> dead;
    std::lock_guard g(m);
    for (auto it = list.begin(); it != list.end(); ++it)
      dead.push_back(std::move(*it));
    list.clear();
  }
  void inserted_ok() {
    std::vector<One> dead;
    std::lock_guard g(m);
    auto it = std::partition(list.begin(), list.end(), isDone);
    dead.insert(dead.end(), std::make_move_iterator(it),
                std::make_move_iterator(list.end()));
    list.erase(it, list.end());
  }
  void nulls_ok() {
    std::vector<One> dead;
    std::lock_guard g(m);
    for (auto &p : list)
      if (p->done())
        dead.push_back(std::move(p));
    list.erase(std::remove(list.begin(), list.end(), nullptr), list.end());
    std::erase(list, nullptr);
  }
  void some_ok() {
    std::vector<One> dead;
    std::lock_guard g(m);
    for (auto &p : list)
      if (p->done())
        dead.emplace_back(std::move(p));
    list.erase(std::remove_if(list.begin(), list.end(), [](auto &p) { return !p; }), list.end());
  }
  void predicate_ok() {
    std::vector<One> dead;
    std::lock_guard g(m);
    std::erase_if(list, [&](One &p) {
      if (!p->done())
        return false;
      dead.push_back(std::move(p));
      return true;
    });
  }
  void put_ok() {
    std::lock_guard g(m);
    auto sorted = std::move(list);
    for (auto &p : sorted)
      list.push_back(std::move(p));
  }
  void partitioned_bad() {
    std::lock_guard g(m);
    auto it = std::partition(list.begin(), list.end(), isDone);
    list.erase(it, list.end()); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
  }
  void removed_bad() {
    std::lock_guard g(m);
    list.erase(std::remove_if(list.begin(), list.end(), isDone), list.end()); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
  }
  void erasedIf_bad() {
    std::lock_guard g(m);
    std::erase_if(list, [](const One &p) { return p->done(); }); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
  }
  void swapped_ok(size_t i) {
    One dead;
    std::lock_guard g(m);
    dead = std::move(list[i]);
    std::swap(list[i], list.back());
    list.pop_back();
  }
  void swapped_bad(size_t i) {
    std::lock_guard g(m);
    std::swap(list[i], list.back());
    list.pop_back(); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
  }
};

class Maps {
  std::mutex m;
  std::map<int, Counted> counted;

public:
  void erasedIf_bad() {
    std::lock_guard g(m);
    std::erase_if(counted, [](auto &e) { return e.second->done(); }); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
  }
  void replaced_bad(int id, Counted one) {
    std::lock_guard g(m);
    counted.insert_or_assign(id, std::move(one)); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
  }
  void emplaced_ok(int id, Counted one) {
    std::lock_guard g(m);
    counted.emplace(id, std::move(one));
  }
};

/// What is exchanged for nothing.
class Exchanges {
  std::mutex m;
  std::vector<One> list;
  static size_t count(const std::vector<One> &of = {});

public:
  std::vector<One> returned_ok() {
    std::lock_guard g(m);
    return std::exchange(list, {});
  }
  void kept_ok() {
    std::unique_lock l(m);
    auto all = std::exchange(list, {});
    l.unlock();
  }
  size_t empty_ok() {
    std::lock_guard g(m);
    return count() + count({});
  }
  void kept_bad() {
    std::lock_guard g(m);
    auto all = std::exchange(list, {}); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
  }
  void swapped_bad() {
    std::lock_guard g(m);
    std::vector<One>().swap(list); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
  }
};

/// Emptied while the lock was not held.
class Unlocked {
  std::mutex m;
  One one;
  std::vector<One> list;
  int n = 0;

public:
  void reset_ok() {
    std::unique_lock l(m);
    auto old = std::move(one);
    l.unlock();
    old.reset();
    l.lock();
    ++n;
  }
  void null_ok() {
    std::unique_lock l(m);
    while (!list.empty()) {
      auto old = std::move(list.back());
      list.pop_back();
      l.unlock();
      old = nullptr;
      l.lock();
    }
  }
  void cleared_ok() {
    std::unique_lock l(m);
    auto old = std::move(list);
    l.unlock();
    old.clear();
    l.lock();
  }
  void sometimes_bad(bool now) {
    std::unique_lock l(m);
    auto old = std::move(one); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
    l.unlock();
    if (now)
      old.reset();
    l.lock();
  }
  void looked_bad() {
    std::unique_lock l(m);
    auto old = std::move(one); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
    Settles *raw = old.get();
    n += raw->done();
  }
};

/// A copy of counted pointers does not end what they point to.
class Snapshots {
  std::mutex m;
  std::vector<Counted> list;
  Counted one;
  int n = 0;

public:
  void assigned_ok() {
    std::vector<Counted> copy;
    {
      std::lock_guard g(m);
      copy.assign(list.begin(), list.end());
    }
    for (auto &p : copy)
      n += p->done();
  }
  void copied_ok() {
    std::lock_guard g(m);
    auto copy = list;
    for (auto &p : copy)
      n += p->done();
  }
  void ofLocal_ok(Counted kept) {
    std::lock_guard g(m);
    auto copy = kept;
    n += copy->done();
    for (auto it = list.begin(); it != list.end(); ++it) {
      auto another = *it;
      n += another->done();
    }
  }
  void ofLocal_bad(Counted kept) {
    std::lock_guard g(m);
    auto copy = kept; // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
    kept.reset();
  }
  void moved_bad() {
    std::lock_guard g(m);
    auto all = std::move(list); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
    n = 0;
  }
  void last_bad() {
    std::lock_guard g(m);
    auto last = std::move(one); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
    n = 0;
  }
  void assigned_bad(std::vector<Counted> &into) {
    std::lock_guard g(m);
    into.assign(list.begin(), list.end()); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while
  }
};
