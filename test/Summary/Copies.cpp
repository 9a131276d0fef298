// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What a function makes of copies ends nothing; what it makes anew does.
#include <memory>
#include <mutex>
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
class Store {
  std::mutex m_;
  const Options kept_;

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
};
