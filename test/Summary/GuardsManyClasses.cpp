// RUN: not %cleanexit check %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// An owner ends what it has by a virtual call. One class of many that runs a
// callable at its end makes no guard of the owner; a holder of callables, which all
// run theirs, does.
#include <utility>

class Disposer {
public:
  virtual void dispose(void *object) const = 0;
};
template <class T> struct HeapDisposer : Disposer {
  void dispose(void *object) const override { delete static_cast<T *>(object); }
  static const HeapDisposer instance;
};
template <class T> const HeapDisposer<T> HeapDisposer<T>::instance = HeapDisposer<T>();
template <class T> class Own {
  T *object;
  const Disposer *disposer;

public:
  Own(T *object, const Disposer &disposer) : object(object), disposer(&disposer) {}
  Own(Own &&o) : object(o.object), disposer(o.disposer) { o.object = nullptr; }
  ~Own() noexcept(false) {
    if (T *had = object) {
      object = nullptr;
      disposer->dispose(had);
    }
  }
  T *operator->() { return object; }
};
template <class T, class... A> Own<T> heap(A &&...a) {
  return Own<T>(new T(std::forward<A>(a)...), HeapDisposer<T>::instance);
}
template <class F> struct Deferred {
  explicit Deferred(F f) : run(std::move(f)) {}
  ~Deferred() noexcept(false) { run(); }
  F run;
};

struct Interface {
  virtual ~Interface() {}
  virtual void call() = 0;
};
template <class F> struct Implementation : Interface {
  explicit Implementation(F f) : f(std::move(f)) {}
  void call() override { f(); }
  F f;
};
class Function {
  Own<Interface> impl;

public:
  template <class F>
  Function(F f)
      : impl(new Implementation<F>(std::move(f)), HeapDisposer<Implementation<F>>::instance) {
    Own<Implementation<F>> same = heap<Implementation<F>>(std::move(f));
  }
  void operator()() { impl->call(); }
};

void fail() { throw 1; }
void harmless();

class User_ok {
  Function on;

public:
  User_ok() : on([] { fail(); }) {}
  void use() { on(); }
};
struct Task {
  Deferred<void (*)()> last{harmless};
};
void attach() { Own<Task> a = heap<Task>(); }

// A guard that keeps any callable.
struct Kept {
  virtual void call() = 0;
};
template <class F> struct KeptAs : Kept {
  explicit KeptAs(F f) : f(std::move(f)) {}
  void call() override { f(); }
  F f;
};
class AnyGuard {
  Kept *impl;

public:
  template <class F> explicit AnyGuard(F f) : impl(new KeptAs<F>(std::move(f))) {}
  ~AnyGuard() { impl->call(); }
};
void one() {
  AnyGuard g([] { harmless(); });
}
void two() {
  AnyGuard g([] { fail(); }); // CHECK: :[[@LINE]]:{{.*}}warning: 'int' may leave scope guard
}
