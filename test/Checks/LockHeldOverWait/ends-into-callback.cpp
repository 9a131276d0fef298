// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What is ended under a bucket's lock runs a callback, which asks the table, and so
// perhaps the same bucket.
#include <array>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

struct Waiter {
  explicit Waiter(std::function<void()> &&F) : Done(std::move(F)) {}
  ~Waiter() { Done(); }
  std::function<void()> Done;
};
struct Entry {
  std::vector<std::shared_ptr<Waiter>> Waiters;
};

class Bucket_bad {
  std::mutex Lock;
  Entry *One = nullptr;

public:
  void add(std::shared_ptr<Waiter> W) {
    std::lock_guard Hold(Lock);
    if (!One)
      One = new Entry;
    One->Waiters.push_back(W);
  }
  void drop() {
    std::lock_guard Hold(Lock);
    Entry *Last = std::exchange(One, nullptr);
    delete Last; // CHECK: [[@LINE]]:{{[0-9]+}}: warning: 'Lock' is held while 'Bucket_bad::drop' ends what runs a callback; deadlock if the 'Bucket_bad::Lock'
  }
  bool has() {
    std::lock_guard Hold(Lock);
    return One;
  }
};
class Table_bad {
  std::array<Bucket_bad, 8> Buckets;
  int Free = 0;

public:
  bool has(unsigned Key) { return Buckets[Key % 8].has(); }
  void drop(unsigned Key) { Buckets[Key % 8].drop(); }
  void free(unsigned Key) {
    Buckets[Key % 8].add(std::make_shared<Waiter>([this, Key] {
      if (!has(Key))
        ++Free;
    }));
  }
};

// Ended when the lock was given back.
class Bucket_ok {
  std::mutex Lock;
  Entry *One = nullptr;

public:
  void add(std::shared_ptr<Waiter> W) {
    std::lock_guard Hold(Lock);
    if (!One)
      One = new Entry;
    One->Waiters.push_back(W);
  }
  void drop() {
    Entry *Last = nullptr;
    {
      std::lock_guard Hold(Lock);
      Last = std::exchange(One, nullptr);
    }
    delete Last;
  }
  bool has() {
    std::lock_guard Hold(Lock);
    return One;
  }
};
class Table_ok {
  std::array<Bucket_ok, 8> Buckets;
  int Free = 0;

public:
  bool has(unsigned Key) { return Buckets[Key % 8].has(); }
  void drop(unsigned Key) { Buckets[Key % 8].drop(); }
  void free(unsigned Key) {
    Buckets[Key % 8].add(std::make_shared<Waiter>([this, Key] {
      if (!has(Key))
        ++Free;
    }));
  }
};
