// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Objects that take a lock which their constructor was given.
#include <memory>
#include <mutex>

struct Worker {
  std::mutex &m;
  explicit Worker(std::mutex &m) : m(m) {}
  void go() { std::lock_guard l(m); }
};
struct Ends {
  std::mutex &m;
  explicit Ends(std::mutex &m) : m(m) {}
  ~Ends() { std::lock_guard l(m); }
};
struct Shares {
  std::shared_ptr<std::mutex> m;
  explicit Shares(std::shared_ptr<std::mutex> m) : m(std::move(m)) {}
  ~Shares() { std::lock_guard l(*m); }
};
std::mutex global;

void local_bad() {
  std::mutex k;
  std::lock_guard l{k};
  Worker w(k);
  w.go(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'k'
}
void of_global_bad() {
  std::lock_guard l{global};
  Worker w(global);
  w.go(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'global'
}
struct Member {
  std::mutex k, other;
  Worker w{k}, v{other};
  void member_bad() {
    std::lock_guard l{k};
    w.go(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'k'
  }
  void member_ok() {
    std::lock_guard l{k};
    v.go();
  }
  void ends_bad() {
    std::lock_guard l{k};
    Ends e(k); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'k'
  }
  void ends_first_ok() {
    Ends e(k);
    std::lock_guard l{k};
  }
  void other_ends_ok() {
    std::lock_guard l{k};
    Ends e(other);
  }
  void given_back_bad() {
    auto e = std::make_unique<Ends>(k);
    std::lock_guard l{k};
    e.reset(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'k'
  }
  void given_back_ok() {
    auto e = std::make_unique<Ends>(other);
    std::lock_guard l{k};
    e.reset();
  }
};
struct MadeByConstructor {
  std::mutex k;
  Worker *w;
  std::unique_ptr<Ends> e;
  MadeByConstructor() : w(new Worker(k)), e(std::make_unique<Ends>(k)) {}
  void runs_bad() {
    std::lock_guard l{k};
    w->go(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'k'
  }
  void resets_bad() {
    std::lock_guard l{k};
    e.reset(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'k'
  }
};
struct MadeLater {
  std::mutex k, other;
  std::unique_ptr<Worker> w, v;
  Worker *raw = nullptr;
  void start() {
    w = std::make_unique<Worker>(k);
    v = std::make_unique<Worker>(other);
    raw = new Worker(k);
  }
  void smart_bad() {
    std::lock_guard l{k};
    w->go(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'k'
  }
  void raw_bad() {
    std::lock_guard l{k};
    raw->go(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'k'
  }
  void other_ok() {
    std::lock_guard l{k};
    v->go();
  }
};
struct MadeInTwoWays {
  std::mutex k, other;
  std::unique_ptr<Worker> w;
  void start() { w = std::make_unique<Worker>(k); }
  void again() { w = std::make_unique<Worker>(other); }
  void told_by_neither_ok() {
    std::lock_guard l{k};
    w->go();
  }
};
struct Sharing {
  std::shared_ptr<std::mutex> k, other;
  void scope_bad() {
    std::lock_guard l{*k};
    Shares s(k); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'k'
  }
  void other_ok() {
    std::lock_guard l{*k};
    Shares s(other);
  }
};
struct Parent;
struct Child {
  Parent *p;
  explicit Child(Parent *p) : p(p) {}
  void go();
  ~Child();
};
struct Parent {
  std::mutex k, other;
  std::unique_ptr<Child> c;
  Parent() : c(new Child(this)) {}
  void runs_bad() {
    std::lock_guard l{k};
    c->go(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'k'
  }
  void ends_bad() {
    std::lock_guard l{k};
    c.reset(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'k'
  }
  void runs_ok() {
    std::lock_guard l{other};
    c->go();
  }
};
void Child::go() { std::lock_guard l(p->k); }
Child::~Child() { std::lock_guard l(p->k); }
