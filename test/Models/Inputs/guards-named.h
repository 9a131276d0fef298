// Scope guards as their libraries declare them, with bodies that say nothing.
#include <type_traits>
#include <utility>
namespace kj {
namespace _ {
template <typename Func> class Deferred {
public:
  Deferred(Func &&func) {}
  Deferred(Deferred &&other) {}
  ~Deferred() noexcept(false) {}
  void run() {}
  void cancel() {}
};
} // namespace _
template <typename Func> class Deferred { // since 1.1
public:
  Deferred(Func &&func) {}
  ~Deferred() noexcept(false) {}
  void cancel() {}
};
template <typename Func> _::Deferred<Func> defer(Func &&func) { return _::Deferred<Func>(std::forward<Func>(func)); }
} // namespace kj
#define KJ_DEFER(code) auto kjDefer = ::kj::defer([&]() { code; })
namespace wil {
struct DiagnosticsInfo {};
namespace details {
template <typename TLambda> class lambda_call {
public:
  explicit lambda_call(TLambda &&lambda) noexcept {}
  lambda_call(lambda_call &&other) noexcept {}
  ~lambda_call() noexcept {}
  void reset() noexcept {}
  void release() noexcept {}
};
template <typename TLambda> class lambda_call_log {
public:
  explicit lambda_call_log(void *address, const DiagnosticsInfo &info, TLambda &&lambda) noexcept {}
  lambda_call_log(lambda_call_log &&other) noexcept {}
  ~lambda_call_log() noexcept {}
  void reset() noexcept {}
  void release() noexcept {}
};
} // namespace details
template <typename TLambda> [[nodiscard]] inline auto scope_exit_log(void *address, const DiagnosticsInfo &info, TLambda &&lambda) noexcept {
  return details::lambda_call_log<TLambda>(address, info, std::forward<TLambda>(lambda));
}
template <typename TLambda> [[nodiscard]] inline auto scope_exit(TLambda &&lambda) noexcept {
  return details::lambda_call<TLambda>(std::forward<TLambda>(lambda));
}
} // namespace wil
namespace caf {
namespace detail {
template <class Fun> class scope_guard {
public:
  scope_guard(Fun f) {}
  scope_guard(scope_guard &&other) {}
  ~scope_guard() {}
  void disable() {}
};
template <class Fun> scope_guard<Fun> make_scope_guard(Fun f) { return {std::move(f)}; }
} // namespace detail
template <class Fun> class scope_guard {
public:
  explicit scope_guard(Fun f) noexcept {}
  ~scope_guard() noexcept {}
  void disable() noexcept {}
};
} // namespace caf
namespace google::cloud::internal {
template <typename F> class ScopeExit {
public:
  explicit ScopeExit(F f) {}
  ~ScopeExit() {}
};
} // namespace google::cloud::internal
namespace butil {
template <typename Callback> class ScopeGuard;
template <typename Callback> ScopeGuard<Callback> MakeScopeGuard(Callback &&callback) noexcept;
template <typename Callback> class ScopeGuard {
public:
  ScopeGuard(ScopeGuard &&other) noexcept {}
  ~ScopeGuard() {}
  void dismiss() noexcept {}

private:
  friend ScopeGuard<Callback> MakeScopeGuard<Callback>(Callback &&callback) noexcept;
  explicit ScopeGuard(Callback &&callback) noexcept {}
};
template <typename Callback> ScopeGuard<Callback> MakeScopeGuard(Callback &&callback) noexcept { return ScopeGuard<Callback>{std::forward<Callback>(callback)}; }
namespace internal {
enum class ScopeExitHelper {};
template <typename Callback> ScopeGuard<Callback> operator+(ScopeExitHelper, Callback &&callback) { return MakeScopeGuard(std::forward<Callback>(callback)); }
} // namespace internal
} // namespace butil
#define BRPC_SCOPE_EXIT auto scopeExit = ::butil::internal::ScopeExitHelper() + [&]() noexcept
namespace std::experimental {
inline namespace fundamentals_v3 {
template <class EF> class scope_exit {
public:
  template <class EFP> explicit scope_exit(EFP &&f) noexcept {}
  scope_exit(scope_exit &&rhs) noexcept {}
  ~scope_exit() noexcept {}
  void release() noexcept {}
};
template <class EF> scope_exit(EF) -> scope_exit<EF>;
template <class EF> class scope_fail {
public:
  template <class EFP> explicit scope_fail(EFP &&f) noexcept {}
  scope_fail(scope_fail &&rhs) noexcept {}
  ~scope_fail() noexcept {}
  void release() noexcept {}
};
template <class EF> scope_fail(EF) -> scope_fail<EF>;
template <class EF> class scope_success {
public:
  template <class EFP> explicit scope_success(EFP &&f) noexcept {}
  scope_success(scope_success &&rhs) noexcept {}
  ~scope_success() noexcept(noexcept(std::declval<EF &>()())) {}
  void release() noexcept {}
};
template <class EF> scope_success(EF) -> scope_success<EF>;
template <class R, class D> class unique_resource {
public:
  template <class RR, class DD> unique_resource(RR &&r, DD &&d) noexcept {}
  unique_resource(unique_resource &&rhs) noexcept {}
  ~unique_resource() noexcept {}
  void reset() noexcept {}
  void release() noexcept {}
};
template <class R, class D> unique_resource(R, D) -> unique_resource<R, D>;
} // namespace fundamentals_v3
} // namespace std::experimental
namespace boost::scope {
template <class Func> class scope_exit {
public:
  template <class F> explicit scope_exit(F &&func, bool active = true) {}
  ~scope_exit() noexcept {}
  void set_active(bool active) noexcept {}
};
template <class Func> scope_exit(Func) -> scope_exit<Func>;
template <class Func> class defer_guard {
public:
  template <class F> defer_guard(F &&func) {}
  ~defer_guard() noexcept {}
};
template <class Func> defer_guard(Func) -> defer_guard<Func>;
} // namespace boost::scope
#define BOOST_SCOPE_DEFER boost::scope::defer_guard boostDefer =
namespace seastar {
template <typename Func> class deferred_action {
public:
  deferred_action(Func &&func) noexcept {}
  deferred_action(deferred_action &&o) noexcept {}
  ~deferred_action() {}
  void cancel() {}
};
template <typename Func> [[nodiscard]] deferred_action<Func> defer(Func &&func) { return deferred_action<Func>(std::forward<Func>(func)); }
template <typename Object> class deferred_close {
  Object &obj;

public:
  deferred_close(Object &obj) noexcept : obj(obj) {}
  ~deferred_close();
  void cancel() noexcept;
};
template <typename Object> class deferred_stop {
  Object &obj;

public:
  deferred_stop(Object &obj) noexcept : obj(obj) {}
  ~deferred_stop();
  void cancel() noexcept;
};
} // namespace seastar
namespace gsl {
template <class F> class final_action {
public:
  explicit final_action(const F &f) noexcept {}
  explicit final_action(F &&f) noexcept {}
  ~final_action() noexcept {}
  final_action(final_action &&other) noexcept {}
};
template <class F> [[nodiscard]] auto finally(F &&f) noexcept { return final_action<std::decay_t<F>>{std::forward<F>(f)}; }
} // namespace gsl
namespace base {
template <typename Signature> class OnceCallback;
template <typename R, typename... Args> class OnceCallback<R(Args...)> {
public:
  OnceCallback();
  OnceCallback(OnceCallback &&) noexcept {}
  ~OnceCallback() {}
  R Run(Args... args) &&;
};
using OnceClosure = OnceCallback<void()>;
template <typename Functor, typename... Args> OnceClosure BindOnce(Functor &&, Args &&...) { return OnceClosure(); }
class ScopedClosureRunner {
public:
  ScopedClosureRunner() {}
  [[nodiscard]] explicit ScopedClosureRunner(OnceClosure closure) {}
  ScopedClosureRunner(ScopedClosureRunner &&other) {}
  ~ScopedClosureRunner() {}
  void RunAndReset() {}
  void ReplaceClosure(OnceClosure closure) {}
  [[nodiscard]] OnceClosure Release();
};
} // namespace base
namespace nonstd {
template <class EF> class scope_exit {
public:
  template <class Fn> explicit scope_exit(Fn &&fn) noexcept {}
  ~scope_exit() noexcept {}
  void release() noexcept {}
};
template <class EF> scope_exit(EF) -> scope_exit<EF>;
template <class EF> class scope_success {
public:
  template <class Fn> explicit scope_success(Fn &&fn) noexcept {}
  ~scope_success() noexcept(false) {}
  void release() noexcept {}
};
template <class EF> scope_success(EF) -> scope_success<EF>;
} // namespace nonstd
