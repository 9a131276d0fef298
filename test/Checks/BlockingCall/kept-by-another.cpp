// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What the destructor of another object runs is no cleanup of the one that
// keeps it.
#include <map>
#include <memory>
#include <string>
#include <functional>
#include <unistd.h>
struct Session {
  virtual ~Session() = default;
  virtual void set(const std::string &name, bool on) = 0;
};
template <class C> struct Base : Session {
  typedef void (C::*Setter)(const std::string &, bool);
  struct Feature { Setter setter; };
  void add(const std::string &name, Setter setter) {
    Feature feature;
    feature.setter = setter;
    features[name] = feature;
  }
  void set(const std::string &name, bool on) override {
    auto it = features.find(name);
    if (it != features.end() && it->second.setter)
      (static_cast<C *>(this)->*it->second.setter)(name, on);
  }
  std::map<std::string, Feature> features;
};
struct Slow : Base<Slow> {
  Slow() { add("a", &Slow::auto_ok); }
  void auto_ok(const std::string &, bool) { sleep(1); }
};
struct Quick : Base<Quick> {
  explicit Quick(std::shared_ptr<Session> s) : held(std::move(s)) {}
  ~Quick() { held->set("b", true); }
  std::shared_ptr<Session> held;
};
// A part of the object that ends is its own.
struct Impl {
  std::function<void()> last;
  void keep(std::function<void()> f) { last = std::move(f); }
};
struct Outer {
  std::unique_ptr<Impl> impl = std::make_unique<Impl>();
  void at_end(std::function<void()> f) { impl->keep(std::move(f)); }
  ~Outer() { if (impl->last) impl->last(); }
};
void pimpl_bad() {
  Outer o;
  o.at_end([] { sleep(2); }); // CHECK: :[[@LINE]]:{{.*}}scope guard sleeps
}
struct First {
  std::function<void()> last;
  void keep(std::function<void()> f) { last = std::move(f); }
};
struct Second : First {
  ~Second() { if (last) last(); }
};
void base_bad() {
  Second o;
  o.keep([] { sleep(3); }); // CHECK: :[[@LINE]]:{{.*}}scope guard sleeps
}
