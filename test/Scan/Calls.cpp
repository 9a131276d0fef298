// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// Where calls go.
#include <algorithm>
#include <array>
#include <coroutine>
#include <functional>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <unistd.h>
#include <variant>
#include <vector>

struct Slow { ~Slow() { sleep(60); } };
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:

// In constructors and destructors a virtual call stays.
struct Base {
  virtual void stop() {}
  virtual ~Base() { stop(); }
};
struct Derived_ok : Base {
  void stop() override { sleep(60); }
};
struct Own : Base {
  void stop() override { sleep(60); }
  ~Own() override { stop(); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
struct Indirect : Base {
  void stop() override { sleep(60); }
  void all() { stop(); }
  ~Indirect() override { all(); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
// By receiver.
struct Service { virtual void stop() = 0; virtual ~Service() = default; };
struct Waiting final : Service { void stop() override { sleep(60); } };
struct Calm final : Service { void stop() override {} };
struct OfFinal_ok {
  Calm &c;
  ~OfFinal_ok() { c.stop(); }
};
struct OfUnique_ok {
  std::unique_ptr<Service> s = std::make_unique<Calm>();
  ~OfUnique_ok() { s->stop(); }
};
struct OfUnique {
  std::unique_ptr<Service> s = std::make_unique<Waiting>();
  ~OfUnique() { s->stop(); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
struct OfLocal_ok {
  ~OfLocal_ok() {
    Calm c;
    Service &s = c;
    s.stop();
  }
};
struct Qualified_ok {
  Derived_ok &d;
  ~Qualified_ok() { d.Base::stop(); }
};
// CRTP.
template <class D> struct Stopper {
  void halt() { static_cast<D *>(this)->onHalt(); }
  ~Stopper() {}
};
struct Halting : Stopper<Halting> {
  void onHalt() { sleep(60); }
  ~Halting() { halt(); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
// operator-> chains, operator=, chained calls.
template <class T> class Ref {
  T *p = nullptr;

public:
  Ref(T *p) : p(p) {}
  T *operator->() const { return p; }
  T &operator*() const { return *p; }
  Ref &operator=(T *n) {
    if (p)
      p->drop();
    p = n;
    return *this;
  }
};
struct Node { void drop() { sleep(60); } Node &self() { return *this; } };
struct Arrow {
  Ref<Node> r;
  ~Arrow() { r->drop(); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
struct Star {
  Ref<Node> r;
  ~Star() { (*r).self().drop(); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
struct Assigns {
  Ref<Node> r;
  ~Assigns() { r = nullptr; }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
struct Chained {
  Node n;
  ~Chained() { n.self().self().drop(); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
// Constructors reached through forwarding.
struct SlowMade { explicit SlowMade(int n) { sleep(n); } SlowMade() {} };
struct MakesUnique {
  ~MakesUnique() { auto p = std::make_unique<SlowMade>(60); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
struct MakesShared {
  ~MakesShared() { auto p = std::make_shared<SlowMade>(60); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
struct Emplaces {
  std::vector<SlowMade> v;
  std::map<int, SlowMade> m;
  std::optional<SlowMade> o;
  ~Emplaces() {
    v.emplace_back(60);
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
    o.emplace(60);
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
    m.emplace(1, 60);
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
    m.try_emplace(2, 60);
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  }
};
// Callables that the callee runs now, or somewhere else.
template <class F> void withLock(std::mutex &m, F f) { std::lock_guard l(m); f(); }
struct RunsNow {
  std::vector<int> v;
  std::once_flag once;
  std::mutex m;
  ~RunsNow() {
    std::for_each(v.begin(), v.end(), [](int) { sleep(60); });
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
    std::call_once(once, [] { sleep(60); });
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
    std::invoke([] { sleep(60); });
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
    withLock(m, [] { sleep(60); });
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
    withLock(m, [] {});
  }
};
struct RunsElsewhere_ok {
  std::vector<std::function<void()>> later;
  ~RunsElsewhere_ok() {
    std::thread([] { sleep(60); }).detach();
    later.push_back([] { sleep(60); });
  }
};
struct Async {
  ~Async() { std::async(std::launch::async, [] {}); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
std::future<void> started() { return std::async(std::launch::async, [] {}); }
struct AsyncReturned {
  ~AsyncReturned() { auto f = started(); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
struct AsyncMember {
  std::future<void> f = std::async(std::launch::async, [] {});
  ~AsyncMember() {}
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
// Function pointers.
void nap() { sleep(60); }
void none() {}
struct Pointer {
  void (*f)() = nap;
  ~Pointer() { f(); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
struct LocalPointer {
  ~LocalPointer() {
    auto f = &nap;
    (*f)();
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
    void (*g)() = none;
    g();
  }
};
struct Table {
  static constexpr void (*all[])() = {none, nap};
  ~Table() { all[1](); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
struct MemberPointer {
  void go() { sleep(60); }
  ~MemberPointer() {
    auto m = &MemberPointer::go;
    (this->*m)();
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  }
};
struct Chooses {
  int n;
  ~Chooses() { (n ? nap : none)(); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
struct ByReference {
  void (&f)() = nap;
  ~ByReference() { f(); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
// What owners destroy.
struct Owners {
  int *cannotBlock = nullptr;
  void inVector() { std::vector<Slow> v(3); }
  ~Owners() {}
};
// Structured bindings, references.
struct Pair { Node *a; Node *b; };
struct Binds {
  Pair p;
  ~Binds() {
    auto [x, y] = p;
    x->drop();
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
    for (auto &[k, v] : m)
      v.drop();
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  }
  std::map<int, Node> m;
};
// Templates: virtual methods, static members, member templates.
template <class T> struct Worker {
  virtual void run() { sleep(sizeof(T) * 60); }
  virtual ~Worker() {}
};
struct UsesWorker {
  std::unique_ptr<Worker<int>> w = std::make_unique<Worker<int>>();
  ~UsesWorker() { w->run(); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
struct Variadic {
  template <class... A> void each(A &...a) { (a.drop(), ...); }
  Node a, b;
  ~Variadic() { each(a, b); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
struct Visits {
  std::variant<int, Node> v;
  ~Visits() {
    std::visit([](auto &x) {
      // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
      if constexpr (!std::is_same_v<decltype(x), int &>)
        x.drop();
    }, v);
    if (auto *n = std::get_if<Node>(&v))
      n->drop();
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
    std::get<1>(v).drop();
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
  }
};
