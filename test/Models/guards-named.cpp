// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 -Wno-deprecated-declarations -isystem %S/Inputs -isystem %llvm/include > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Guards of which only the type's name is known. The finding stands inside the
// lambda; a guard that is dismissed in time runs nothing.
#include <guards-named.h>
#include <llvm/ADT/ScopeExit.h>
#include <unistd.h>

void work();

// KJ.
void kj_bad(int fd) {
  auto g = kj::defer([fd] { fsync(fd); }); // CHECK: :[[@LINE]]:{{.*}}scope guard waits for the storage device
  work();
}
void kjMacro_bad(int fd) {
  KJ_DEFER(fsync(fd)); // CHECK: :[[@LINE]]:{{.*}}waits for the storage device
  work();
}
void kjNew_bad(int fd) {
  kj::Deferred g([fd] { fsync(fd); }); // CHECK: :[[@LINE]]:{{.*}}scope guard waits for the storage device
  work();
}
void kjNewCanceled_ok(int fd) {
  kj::Deferred g([fd] { fsync(fd); });
  g.cancel();
}
void kj_ok(int fd) {
  auto g = kj::defer([fd] { close(fd); });
}
void kjCanceled_ok(int fd) {
  kj::_::Deferred g([fd] { fsync(fd); });
  g.cancel();
}

// WIL.
void wil_bad(int fd) {
  auto g = wil::scope_exit([fd] { fsync(fd); }); // CHECK: :[[@LINE]]:{{.*}}scope guard waits for the storage device
  work();
}
void wilLog_bad(int fd) {
  auto g = wil::scope_exit_log(nullptr, {}, [fd] { fsync(fd); }); // CHECK: :[[@LINE]]:{{.*}}scope guard waits for the storage device
  work();
}
void wil_ok(int fd) {
  auto g = wil::scope_exit([fd] { close(fd); });
}
void wilReleased_ok(int fd) {
  wil::details::lambda_call g([fd] { fsync(fd); });
  g.release();
}

// CAF.
void caf_bad(int fd) {
  auto g = caf::detail::make_scope_guard([fd] { fsync(fd); }); // CHECK: :[[@LINE]]:{{.*}}scope guard waits for the storage device
  work();
}
void cafMade_bad(int fd) {
  caf::detail::scope_guard g([fd] { fsync(fd); }); // CHECK: :[[@LINE]]:{{.*}}waits for the storage device
  work();
}
void cafNew_bad(int fd) {
  caf::scope_guard g([fd]() noexcept { fsync(fd); }); // CHECK: :[[@LINE]]:{{.*}}scope guard waits for the storage device
  work();
}
void cafNewDisabled_ok(int fd) {
  caf::scope_guard g([fd]() noexcept { fsync(fd); });
  g.disable();
}
void caf_ok(int fd) {
  auto g = caf::detail::make_scope_guard([fd] { close(fd); });
}
void cafDisabled_ok(int fd) {
  caf::detail::scope_guard g([fd] { fsync(fd); });
  g.disable();
}

// Google Cloud.
void googleCloud_bad(int fd) {
  google::cloud::internal::ScopeExit g([fd] { fsync(fd); }); // CHECK: :[[@LINE]]:{{.*}}scope guard waits for the storage device
}
void googleCloud_ok(int fd) {
  google::cloud::internal::ScopeExit g([fd] { close(fd); });
}

// butil, brpc.
void butil_bad(int fd) {
  auto g = butil::MakeScopeGuard([fd] { fsync(fd); }); // CHECK: :[[@LINE]]:{{.*}}scope guard waits for the storage device
  work();
}
void brpc_bad(int fd) {
  BRPC_SCOPE_EXIT {
    fsync(fd); // CHECK: :[[@LINE]]:{{.*}}scope guard waits for the storage device
  };
  work();
}
void brpc_ok(int fd) {
  BRPC_SCOPE_EXIT { close(fd); };
}

// Library fundamentals TS 3.
namespace stdx = std::experimental;
void stdExit_bad(int fd) {
  stdx::scope_exit g([fd] { fsync(fd); }); // CHECK: :[[@LINE]]:{{.*}}scope guard waits for the storage device
  work();
}
void stdFail_bad(int fd) {
  stdx::scope_fail g([fd] { fsync(fd); }); // CHECK: :[[@LINE]]:{{.*}}scope guard waits for the storage device
  work();
}
void stdSuccess_bad(int fd) {
  stdx::scope_success g([fd] { fsync(fd); }); // CHECK: :[[@LINE]]:{{.*}}scope guard waits for the storage device
  work();
}
void stdResource_bad(int fd) {
  stdx::unique_resource g(fd, [](int fd) { fsync(fd); }); // CHECK: :[[@LINE]]:{{.*}}waits for the storage device
  work();
}
void std_ok(int fd) {
  stdx::scope_exit e([fd] { close(fd); });
  stdx::scope_fail f([fd] { close(fd); });
  stdx::scope_success s([fd] { close(fd); });
  stdx::unique_resource r(fd, [](int fd) { close(fd); });
}
void stdReleased_ok(int fd) {
  stdx::scope_exit e([fd] { fsync(fd); });
  e.release();
  stdx::scope_fail f([fd] { fsync(fd); });
  f.release();
  stdx::scope_success s([fd] { fsync(fd); });
  s.release();
  stdx::unique_resource r(fd, [](int fd) { fsync(fd); });
  r.release();
}

// Boost.Scope.
void boost_bad(int fd) {
  boost::scope::scope_exit g([fd] { fsync(fd); }); // CHECK: :[[@LINE]]:{{.*}}scope guard waits for the storage device
  work();
}
void boostDefer_bad(int fd) {
  BOOST_SCOPE_DEFER[fd] { fsync(fd); }; // CHECK: :[[@LINE]]:{{.*}}scope guard waits for the storage device
}
void boostLate_bad(int fd) {
  boost::scope::scope_exit g([fd] { fsync(fd); }); // CHECK: :[[@LINE]]:{{.*}}scope guard waits for the storage device
  work();
  g.set_active(false);
}
void boost_ok(int fd) {
  boost::scope::scope_exit g([fd] { close(fd); });
}
void boostActive_bad(int fd) {
  boost::scope::scope_exit g([fd] { fsync(fd); }); // CHECK: :[[@LINE]]:{{.*}}scope guard waits for the storage device
  g.set_active(true);
}
void boostInactive_ok(int fd) {
  boost::scope::scope_exit g([fd] { fsync(fd); });
  g.set_active(false);
}

// Seastar.
void seastar_bad(int fd) {
  auto g = seastar::defer([fd]() noexcept { fsync(fd); }); // CHECK: :[[@LINE]]:{{.*}}scope guard waits for the storage device
  work();
}
struct Closes {
  int fd;
  void close() {
    fsync(fd); // CHECK: :[[@LINE]]:{{.*}}scope guard 'Closes::close' waits for the storage device
  }
};
void seastarClose_bad(Closes &c) {
  seastar::deferred_close g(c);
  work();
}
struct Stops {
  int fd;
  void close() { fsync(fd); }
  void stop() { ::close(fd); }
};
void seastarStop_ok(Stops &s) {
  seastar::deferred_stop g(s);
  work();
}
struct Canceled {
  int fd;
  void close() { fsync(fd); }
};
void seastarCanceledClose_ok(Canceled &c) {
  seastar::deferred_close g(c);
  g.cancel();
}
void seastarCanceled_ok(int fd) {
  seastar::deferred_action g([fd]() noexcept { fsync(fd); });
  g.cancel();
}

// LLVM, from its real header.
void llvm_bad(int fd) {
  auto g = llvm::make_scope_exit([fd] { fsync(fd); }); // CHECK: :[[@LINE]]:{{.*}}scope guard waits for the storage device
  work();
}
void llvmMade_bad(int fd) {
  llvm::scope_exit g([fd] { fsync(fd); }); // CHECK: :[[@LINE]]:{{.*}}scope guard waits for the storage device
  work();
}
void llvmReleased_ok(int fd) {
  llvm::scope_exit g([fd] { fsync(fd); });
  g.release();
}

// GSL: no way to dismiss it.
void gsl_bad(int fd) {
  auto g = gsl::finally([fd] { fsync(fd); }); // CHECK: :[[@LINE]]:{{.*}}scope guard waits for the storage device
}
void gsl_ok(int fd) {
  auto g = gsl::finally([fd] { close(fd); });
}

// Chromium.
void chromium_bad(int fd) {
  base::ScopedClosureRunner g(base::BindOnce([](int fd) { fsync(fd); }, fd)); // CHECK: :[[@LINE]]:{{.*}}scope guard waits for the storage device
  work();
}
void chromium_ok(int fd) {
  base::ScopedClosureRunner g(base::BindOnce([](int fd) { close(fd); }, fd));
}
void chromiumReplaced_bad(int fd) {
  base::ScopedClosureRunner g(base::BindOnce([](int fd) { close(fd); }, fd));
  g.ReplaceClosure(base::BindOnce([](int fd) { fdatasync(fd); }, fd)); // CHECK: :[[@LINE]]:{{.*}}scope guard waits for the storage device ('fdatasync')
  work();
}
void chromiumFilled_bad(int fd) {
  base::ScopedClosureRunner g;
  work();
  g.ReplaceClosure(base::BindOnce([](int fd) { fsync(fd); }, fd)); // CHECK: :[[@LINE]]:{{.*}}scope guard waits for the storage device
}
void chromiumReplaced_ok(int fd) {
  base::OnceClosure later;
  base::ScopedClosureRunner g(base::BindOnce([](int fd) { fsync(fd); }, fd));
  g.ReplaceClosure(std::move(later));
  work();
}
void chromiumReplacedReleased_ok(int fd) {
  base::ScopedClosureRunner g;
  g.ReplaceClosure(base::BindOnce([](int fd) { fsync(fd); }, fd));
  (void)g.Release();
}
void chromiumReleased_ok(int fd) {
  base::ScopedClosureRunner g(base::BindOnce([](int fd) { fsync(fd); }, fd));
  (void)g.Release();
}
