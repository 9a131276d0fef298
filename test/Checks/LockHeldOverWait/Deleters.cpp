// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What a deleter that came with the pointer does is done where that ends.
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

struct Conn {
  int fd;
};

class Pool {
  std::mutex m_;
  std::vector<Conn *> free_;
  std::map<std::string, std::shared_ptr<Conn>> cache_;
  void give(Conn *c) {
    std::lock_guard<std::mutex> l(m_);
    free_.push_back(c);
  }

public:
  std::shared_ptr<Conn> open(const std::string &key) {
    auto *c = new Conn{3};
    std::shared_ptr<Conn> p(c, [this](Conn *c) { give(c); });
    cache_[key] = p;
    return p;
  }
  void drop_bad(const std::string &key) {
    std::lock_guard<std::mutex> l(m_);
    cache_.erase(key); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'm_'
  }
  void drop_ok(const std::string &key) {
    std::shared_ptr<Conn> dead;
    {
      std::lock_guard<std::mutex> l(m_);
      dead = std::move(cache_[key]);
      cache_.erase(key);
    }
  }
};

class Slot {
  struct Return {
    Slot *to;
    void operator()(Conn *c) const { to->back(c); }
  };
  std::mutex m_;
  std::unique_ptr<Conn, Return> now_{nullptr, Return{this}};
  std::vector<Conn *> free_;
  void back(Conn *c) {
    std::lock_guard<std::mutex> l(m_);
    free_.push_back(c);
  }

public:
  void empty_bad() {
    std::lock_guard<std::mutex> l(m_);
    now_.reset(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'm_'
  }
  void empty_ok() {
    std::unique_ptr<Conn, Return> old(nullptr, Return{this});
    {
      std::lock_guard<std::mutex> l(m_);
      old = std::move(now_);
    }
  }
};

class Owners {
  using Owned = std::unique_ptr<Conn, std::function<void(Conn *)>>;
  std::mutex m_;
  std::vector<Owned> all_;
  std::vector<Conn *> free_;
  void back(Conn *c) {
    std::lock_guard<std::mutex> l(m_);
    free_.push_back(c);
  }
  Owned make() {
    return Owned(new Conn, [this](Conn *c) { back(c); });
  }

public:
  void add_ok() {
    Owned p = make();
    std::lock_guard<std::mutex> l(m_);
    all_.push_back(std::move(p));
  }
  void clear_bad() {
    std::lock_guard<std::mutex> l(m_);
    all_.clear(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'm_'
  }
  void clear_ok() {
    std::vector<Owned> dead;
    {
      std::lock_guard<std::mutex> l(m_);
      dead.swap(all_);
    }
  }
};
