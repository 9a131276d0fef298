// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A deleter takes the lock of the object that made it.
#include <map>
#include <memory>
#include <mutex>
struct Item {
  int q = 0;
};
using Guard = std::lock_guard<std::mutex>;

class Pool {
  std::mutex m;
  int n = 0;
  std::shared_ptr<Item> last;
  void gone() {
    Guard g(m);
    n++;
  }

public:
  int local_bad() {
    Guard g(m);
    std::shared_ptr<Item> p(new Item, [this](Item *i) { // CHECK: :[[@LINE]]:{{.*}}deadlock: 'm'
      gone();
      delete i;
    });
    return p->q;
  }
  int reset_bad() {
    Guard g(m);
    std::shared_ptr<Item> p(new Item, [this](Item *i) {
      gone();
      delete i;
    });
    p.reset(); // CHECK: :[[@LINE]]:{{.*}}deadlock: 'm'
    return n;
  }
  std::shared_ptr<Item> make() {
    return std::shared_ptr<Item>(new Item, [this](Item *i) {
      gone();
      delete i;
    });
  }
  int made_bad() {
    Guard g(m);
    auto p = make(); // CHECK: :[[@LINE]]:{{.*}}deadlock: 'm'
    return p->q;
  }
  int made_ok() {
    auto p = make();
    Guard g(m);
    return p->q;
  }
  int ofAnother_ok(Pool &other) {
    Guard g(m);
    auto p = other.make();
    return p->q;
  }
};

// A functor.
class Store;
struct Forget {
  Store *s;
  void operator()(Item *i);
};
class Store {
public:
  std::mutex m;
  std::shared_ptr<Item> last;
  int n = 0;
  void init() { last = std::shared_ptr<Item>(new Item, Forget{this}); }
  void drop_bad() {
    Guard g(m);
    last.reset(); // CHECK: :[[@LINE]]:{{.*}}deadlock: 'm'
  }
  void drop_ok() {
    std::shared_ptr<Item> old;
    Guard g(m);
    old.swap(last);
  }
};
void Forget::operator()(Item *i) {
  {
    Guard g(s->m);
    s->n++;
  }
  delete i;
}

// The end of a weak_ptr runs no deleter.
class Cache {
  std::mutex m;
  std::map<int, std::weak_ptr<Item>> all;

public:
  std::shared_ptr<Item> make(int k) {
    std::shared_ptr<Item> made(new Item, [this, k](Item *i) {
      forget_ok(k);
      delete i;
    });
    Guard g(m);
    all[k] = made;
    return made;
  }
  void forget_ok(int k) {
    Guard g(m);
    all.erase(k);
  }
};

// What a weak_ptr yields may be the last, and its deleter runs when that ends.
class Registry {
  std::mutex m;
  std::shared_ptr<Item> one;
  std::weak_ptr<Item> seen;
  std::weak_ptr<Item> plain;

public:
  void leave(Item *i) {
    Guard g(m);
    delete i;
  }
  void make() {
    auto made = std::shared_ptr<Item>(new Item, [this](Item *i) { leave(i); });
    one = made;
    seen = made;
    plain = std::make_shared<Item>();
  }
  void look_bad() {
    Guard g(m);
    if (auto item = seen.lock()) // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'm'
      item->q = 1;
  }
  void look_ok() {
    Guard g(m);
    if (auto item = plain.lock())
      item->q = 1;
  }
  void lookBefore_ok() {
    auto item = seen.lock();
    Guard g(m);
    if (item)
      item->q = 1;
  }
};
