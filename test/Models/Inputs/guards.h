// Scope guards as their libraries declare them, with bodies that say nothing:
// what they do is known from their models.
namespace gsl {
template <class F> struct final_action { explicit final_action(F) {} ~final_action() {} };
template <class F> final_action<F> finally(F f) { return final_action<F>(f); }
}
namespace llvm {
template <class F> struct scope_exit { explicit scope_exit(F) {} ~scope_exit() {} void release() {} };
template <class F> scope_exit<F> make_scope_exit(F f) { return scope_exit<F>(f); }
}
namespace seastar {
template <class F> struct deferred_action { deferred_action(F) {} ~deferred_action() {} void cancel() {} };
template <class F> deferred_action<F> defer(F f) { return deferred_action<F>(f); }
}
namespace absl {
template <class Tag, class F> struct Cleanup { Cleanup(F) {} ~Cleanup() {} void Cancel() && {} };
template <class F> Cleanup<int, F> MakeCleanup(F f) { return Cleanup<int, F>(f); }
}
namespace folly::detail {
template <class F, bool N> struct ScopeGuardImpl { ScopeGuardImpl(F) {} ~ScopeGuardImpl() {} void dismiss() noexcept {} };
enum class ScopeGuardOnExit {};
template <class F> ScopeGuardImpl<F, true> operator+(ScopeGuardOnExit, F &&f) { return ScopeGuardImpl<F, true>(f); }
}
#define SCOPE_EXIT auto Guard = folly::detail::ScopeGuardOnExit() + [&]() noexcept
template <class F> struct QScopeGuard { explicit QScopeGuard(F) {} ~QScopeGuard() {} void dismiss() noexcept {} };
template <class F> QScopeGuard<F> qScopeGuard(F f) { return QScopeGuard<F>(f); }
namespace boost { namespace scope {
template <class F> class scope_success { public: explicit scope_success(F) {} ~scope_success() noexcept(false) {} };
template <class F> class scope_fail { public: explicit scope_fail(F) {} ~scope_fail() noexcept(false) {} };
} }
