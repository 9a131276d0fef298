// RUN: not %cleanexit check %s -- -std=c++20 | grep -E '^[^ ]+: warning: ' \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// A shared_ptr ends an object as what it was made as, a std::any as what was
// put into it.
#include <any>
#include <memory>
#include <mutex>
#include <unistd.h>
#include <vector>

std::mutex m;
struct Base {
  int n;
};
struct Slow : Base {
  ~Slow() { sleep(5); }
  // CHECK: :[[@LINE-1]]:{{.*}}warning: destructor 'Slow::~Slow'
};
struct Quick : Base {
  ~Quick() {}
};

void made_bad() {
  std::lock_guard l(m);
  std::shared_ptr<Base> p = std::make_shared<Slow>();
  // CHECK: :[[@LINE-1]]:{{.*}}warning: 'm' is held
}
void new_bad() {
  std::lock_guard l(m);
  std::shared_ptr<void> p(new Slow);
  // CHECK: :[[@LINE-1]]:{{.*}}warning: 'm' is held
}
std::shared_ptr<Base> open_one() { return std::make_shared<Slow>(); }
void returned_bad() {
  std::lock_guard l(m);
  auto p = open_one();
  // CHECK: :[[@LINE-1]]:{{.*}}warning: 'm' is held
}
class Holder {
  std::shared_ptr<Base> p = std::make_shared<Slow>();
  std::shared_ptr<Base> q = std::make_shared<Quick>();

public:
  void drop_bad() {
    std::lock_guard l(m);
    p.reset();
    // CHECK: :[[@LINE-1]]:{{.*}}warning: 'm' is held
  }
  void drop_ok() {
    std::lock_guard l(m);
    q.reset();
  }
};
void out(std::any a);
void any_bad() {
  std::lock_guard l(m);
  std::any a = Slow();
  // CHECK: :[[@LINE-1]]:{{.*}}warning: 'm' is held
}

void quick_ok() {
  std::lock_guard l(m);
  std::shared_ptr<Base> p = std::make_shared<Quick>();
  std::any a = Quick();
}
void deleter_ok(Slow *s) {
  std::lock_guard l(m);
  std::shared_ptr<void> p(new Slow, [](void *) {});
}
// A unique_ptr ends it as a Base.
void unique_ok() {
  std::lock_guard l(m);
  std::unique_ptr<Base> p = std::make_unique<Slow>();
}
std::shared_ptr<Base> handed_ok() {
  std::lock_guard l(m);
  std::shared_ptr<Base> p = std::make_shared<Slow>();
  return p;
}
// What is put into a std::any later.
void assigned_bad() {
  std::lock_guard l(m);
  std::any a;
  // CHECK: :[[@LINE-1]]:{{.*}}warning: 'm' is held
  a = Slow();
}
void emplaced_bad() {
  std::lock_guard l(m);
  std::any a;
  // CHECK: :[[@LINE-1]]:{{.*}}warning: 'm' is held
  a.emplace<Slow>();
}
class Holds {
  std::mutex m;
  std::any a, b, c{std::in_place_type<Slow>};

public:
  void put(const Slow &s) { a = s; }
  Holds() { b.emplace<Quick>(); }
  void drop_bad() {
    std::lock_guard l(m);
    a.reset();
    // CHECK: :[[@LINE-1]]:{{.*}}warning: 'm' is held
  }
  void replace_bad() {
    std::lock_guard l(m);
    c = 3;
    // CHECK: :[[@LINE-1]]:{{.*}}warning: 'm' is held
  }
  void drop_ok() {
    std::lock_guard l(m);
    b.reset();
  }
};
void putOnly_ok(std::any &out) {
  std::any a;
  {
    std::lock_guard l(m);
    a.emplace<Slow>();
  }
}
void assignOnly_ok(const Slow &s) {
  std::any a;
  std::lock_guard l(m);
  a = s;
  out(std::move(a));
}
