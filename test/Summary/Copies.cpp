// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What a function makes of copies ends nothing; what it makes anew does.
#include <memory>
#include <mutex>
#include <string>
#include <thread>

struct Manager {
  std::thread t;
  ~Manager() { t.join(); }
};
struct Options {
  std::shared_ptr<Manager> manager;
  int n = 0;
};
Options build(const Options &kept, int n) {
  Options o;
  o.manager = kept.manager;
  o.n = n;
  return o;
}
Options fresh(const Options &kept) {
  Options o;
  o.manager = std::make_shared<Manager>();
  o.n = kept.n;
  return o;
}
struct Named {
  std::shared_ptr<Manager> manager;
  std::string name;
};
Named named(const Options &kept, int n) {
  Named o;
  o.manager = kept.manager;
  o.name = std::to_string(n);
  return o;
}
Named freshNamed(int n) {
  Named o;
  o.manager = std::make_shared<Manager>();
  o.name = std::to_string(n);
  return o;
}
Options current();
int size(const Options &o) { return o.n + 1; }
int fill(Options &o);
struct Ready {
  std::shared_ptr<Manager> manager = std::make_shared<Manager>();
  int n = 0;
};
class Store {
  std::mutex m_;
  const Options kept_;
  std::string last_;
  Options mine_;

public:
  int copies_ok() {
    std::lock_guard<std::mutex> l(m_);
    Options o = build(kept_, 1);
    return o.n;
  }
  int fresh_bad() {
    std::lock_guard<std::mutex> l(m_);
    Options o = fresh(kept_);
    return o.n; // CHECK: :[[@LINE-1]]:{{.*}}warning: 'm_' is held
  }
  int besideText_ok(int n) {
    std::lock_guard<std::mutex> l(m_);
    Named o = named(kept_, n);
    std::string text;
    text = o.name;
    return int(text.size());
  }
  int besideText_bad(int n) {
    std::lock_guard<std::mutex> l(m_);
    Named o = freshNamed(n);
    return int(o.name.size()); // CHECK: :[[@LINE-1]]:{{.*}}warning: 'm_' is held
  }
  int otherMemberChanges_ok() {
    std::lock_guard<std::mutex> l(m_);
    Options o = build(kept_, 1);
    last_ = "built";
    return o.n;
  }
  int memberChanges_bad() {
    std::lock_guard<std::mutex> l(m_);
    Options o = build(mine_, 1); // CHECK: :[[@LINE]]:{{.*}}warning: 'm_' is held
    mine_ = current(); // CHECK: :[[@LINE]]:{{.*}}warning: 'm_' is held
    return o.n;
  }
  int variableChanges_bad() {
    Options mine;
    mine = current();
    std::lock_guard<std::mutex> l(m_);
    Options o = build(mine, 1); // CHECK: :[[@LINE]]:{{.*}}warning: 'm_' is held
    mine = current(); // CHECK: :[[@LINE]]:{{.*}}warning: 'm_' is held
    return o.n;
  }
  int asMade_ok() {
    std::lock_guard<std::mutex> l(m_);
    Options o;
    return size(o) + o.n;
  }
  int asMade_bad() {
    std::lock_guard<std::mutex> l(m_);
    Options o; // CHECK: :[[@LINE]]:{{.*}}warning: 'm_' is held
    return fill(o);
  }
  int ready_bad() {
    std::lock_guard<std::mutex> l(m_);
    Ready o; // CHECK: :[[@LINE]]:{{.*}}warning: 'm_' is held
    return o.n;
  }
  int wasEmpty_ok(bool own) {
    Options o;
    if (!own) {
      std::lock_guard<std::mutex> l(m_);
      o = current();
    }
    return o.n;
  }
  int wasFilled_bad(bool own) {
    Options o;
    o.manager = std::make_shared<Manager>();
    if (!own) {
      std::lock_guard<std::mutex> l(m_);
      o = current(); // CHECK: :[[@LINE]]:{{.*}}warning: 'm_' is held
    }
    return o.n;
  }
  int wasCurrent_bad(bool own) {
    Options o = current();
    if (!own) {
      std::lock_guard<std::mutex> l(m_);
      o = current(); // CHECK: :[[@LINE]]:{{.*}}warning: 'm_' is held
    }
    return o.n;
  }
};
