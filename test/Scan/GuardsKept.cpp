// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// What a destructor runs may be kept in a container, a pair or a struct, and be
// set long after the object was made.
#include <algorithm>
#include <functional>
#include <map>
#include <stack>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

using Fn = std::function<void()>;

#define BY_KEY(NAME, PUT)                                                      \
  class NAME {                                                                 \
    std::map<int, Fn> all;                                                     \
                                                                               \
  public:                                                                      \
    void add(int k, Fn f) { PUT; }                                             \
    ~NAME() {                                                                  \
      for (auto &[k, f] : all)                                                 \
        f();                                                                   \
    }                                                                          \
  };
BY_KEY(Assigned, all[k] = std::move(f))
// CHECK: :[[@LINE-1]]:{{.*}}warning: destructor 'Assigned::~Assigned'
BY_KEY(Emplaced, all.emplace(k, std::move(f)))
// CHECK: :[[@LINE-1]]:{{.*}}warning: destructor 'Emplaced::~Emplaced'
BY_KEY(Inserted, all.insert({k, std::move(f)}))
// CHECK: :[[@LINE-1]]:{{.*}}warning: destructor 'Inserted::~Inserted'
BY_KEY(Paired, all.insert(std::make_pair(k, std::move(f))))
// CHECK: :[[@LINE-1]]:{{.*}}warning: destructor 'Paired::~Paired'
void assigned_bad(Assigned &b) { b.add(1, [] { sleep(5); }); }
void emplaced_bad(Emplaced &b) { b.add(1, [] { sleep(5); }); }
void inserted_bad(Inserted &b) { b.add(1, [] { sleep(5); }); }
void paired_bad(Paired &b) { b.add(1, [] { sleep(5); }); }

class Named {
  std::vector<std::pair<std::string, Fn>> all;

public:
  void add(std::string n, Fn f) { all.emplace_back(n, std::move(f)); }
  ~Named() {
    for (auto &p : all)
      p.second();
    // CHECK: :[[@LINE-1]]:{{.*}}warning: destructor 'Named::~Named'
  }
};
void named_bad(Named &b) {
  b.add("x", [] { sleep(5); });
}

class Entries {
  struct Entry {
    std::string name;
    Fn close, read;
  };
  std::vector<Entry> all;

public:
  void add(std::string n, Fn f) { all.push_back({n, std::move(f), {}}); }
  void reads(std::string n, Fn f) { all.push_back({n, {}, std::move(f)}); }
  ~Entries() {
    auto mine = std::move(all);
    for (auto it = mine.rbegin(); it != mine.rend(); ++it)
      if (it->close)
        it->close();
    // CHECK: :[[@LINE-1]]:{{.*}}warning: destructor 'Entries::~Entries'
  }
};
void entries_bad(Entries &e) {
  e.add("x", [] { sleep(5); });
}
void entries_ok(Entries &e) {
  e.reads("x", [] { sleep(5); });
}

class Swapped {
  std::vector<Fn> all;

public:
  template <class F> void defer(F &&f) { all.push_back(std::forward<F>(f)); }
  ~Swapped() {
    std::vector<Fn> mine;
    mine.swap(all);
    for (auto &f : mine)
      f();
    // CHECK: :[[@LINE-1]]:{{.*}}warning: destructor 'Swapped::~Swapped'
  }
};
void swapped_bad() {
  Swapped s;
  s.defer([] { sleep(5); });
}

struct Open {
  Fn f;
  Open() = default;
  Open(Fn f) : f(std::move(f)) {}
  Open &operator=(Fn g) {
    f = std::move(g);
    return *this;
  }
  ~Open() {
    if (f)
      f();
  }
};
void set_bad() {
  Open o;
  o.f = [] { sleep(5); };
  // CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard
}
void assigned_bad() {
  Open o;
  o = [] { sleep(5); };
  // CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard
}
struct Holder {
  Open o;
  Holder() { o.f = [this] { stop_bad(); }; }
  // CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard
  void stop_bad() { sleep(5); }
};

struct Service {
  void halt_bad() { sleep(60); }
  // CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard
};
template <class F> struct Of {
  F f;
  explicit Of(F f) : f(std::move(f)) {}
  ~Of() { f(); }
};
void bound(Service &s) { Of g(std::bind_front(&Service::halt_bad, &s)); }

// What a callable only passes on its way has run by then.
template <class F> Fn run_now(F f) {
  f();
  return [] {};
}
void on_the_way_ok() { Open g(run_now([] { sleep(5); })); }

// A struct of callables, of which the end runs one.
class Session {
public:
  struct Handlers {
    Fn data, close;
  };
  Session(Handlers h) : h(std::move(h)) {}
  void poll() { h.data(); }
  ~Session() { h.close(); }

private:
  Handlers h;
};
void handlers_ok() { Session s({.data = [] { sleep(5); }, .close = [] {}}); }
void handlers_bad() {
  Session s({.data = [] {}, .close = [] { sleep(5); }});
  // CHECK: :[[@LINE-1]]:{{.*}}warning: scope guard
}
