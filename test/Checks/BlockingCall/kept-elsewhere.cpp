// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What is kept where the destructor does not look is not run by it.
#include <functional>
#include <memory>
#include <unistd.h>
#include <utility>

struct Base { virtual ~Base() = default; };
struct Keeps : Base {
  explicit Keeps(std::function<void(int)> f) : f(std::move(f)) {}
  std::function<void(int)> f;
};
struct Table {
  std::function<void(int)> on_remove;
  void removed(int key) {
    if (on_remove)
      on_remove(key);
  }
};
struct Tells : Base {
  Table *table;
  explicit Tells(Table *t) : table(t) {}
  ~Tells() override { table->removed(1); }
};
class Handle {
  std::unique_ptr<Base> entry;

public:
  template <class T> explicit Handle(std::unique_ptr<T> e) : entry(std::move(e)) {}
  virtual ~Handle() = default;
};
template <class F> Handle *connect(F &&f) {
  return new Handle(std::make_unique<Keeps>(std::forward<F>(f)));
}
void connected_ok() {
  std::unique_ptr<Handle> h(connect([](int n) {
    if (n)
      sleep(5);
  }));
}
void told_bad() {
  Table t;
  t.on_remove = [](int) { sleep(7); }; // CHECK: :[[@LINE]]:{{.*}}warning: scope guard
  std::unique_ptr<Handle> h(new Handle(std::make_unique<Tells>(&t)));
}
