// REQUIRES: boost-scope-exit
// RUN: not %cleanexit check --checks='cleanup-blocking-call,cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: (warning|note): ' %t | FileCheck %s --implicit-check-not=warning:
// Boost.ScopeExit, from its real header. The old macro makes a local class,
// whose destructor it is; the body is where the note stands.
#include <boost/scope_exit.hpp>
#include <unistd.h>

void work();
void captures_bad(int fd) {
  BOOST_SCOPE_EXIT(fd) { // CHECK: :[[@LINE]]:{{.*}}warning: destructor 'captures_bad::{{.*}}waits for the storage device
    fsync(fd);           // CHECK: :[[@LINE]]:{{.*}}note: {{.*}}returns when the device says
  } BOOST_SCOPE_EXIT_END
  work();
}
void byReference_bad(int fd) {
  BOOST_SCOPE_EXIT(&fd) { // CHECK: :[[@LINE]]:{{.*}}warning: destructor 'byReference_bad::{{.*}}waits for the storage device
    fsync(fd);            // CHECK: :[[@LINE]]:{{.*}}note: {{.*}}returns when the device says
  } BOOST_SCOPE_EXIT_END
  work();
}
void captures_ok(int fd) {
  BOOST_SCOPE_EXIT(fd) {
    close(fd);
  } BOOST_SCOPE_EXIT_END
  work();
}
template <class T> void template_bad(T fd) {
  BOOST_SCOPE_EXIT_TPL(fd) { // CHECK: :[[@LINE]]:{{.*}}warning: destructor 'template_bad::{{.*}}waits for the storage device
    fsync(fd);
  } BOOST_SCOPE_EXIT_END
  work();
}
template void template_bad(int);
struct Session {
  int fd = 0;
  void member_bad() {
    BOOST_SCOPE_EXIT(this_) { // CHECK: :[[@LINE]]:{{.*}}warning: destructor 'Session::member_bad::{{.*}}waits for the storage device
      fsync(this_->fd);
    } BOOST_SCOPE_EXIT_END
    work();
  }
};
void throws_bad(int fd) {
  BOOST_SCOPE_EXIT(fd) { // CHECK: :[[@LINE]]:{{.*}}warning: 'int' may leave destructor 'throws_bad::
    if (close(fd))
      throw 1;
  } BOOST_SCOPE_EXIT_END
  work();
}
void caught_ok(int fd) {
  BOOST_SCOPE_EXIT(fd) {
    try {
      if (close(fd))
        throw 1;
    } catch (int) {
    }
  } BOOST_SCOPE_EXIT_END
  work();
}

// The new one takes a lambda, and the finding stands inside it.
void all_bad(int fd) {
  BOOST_SCOPE_EXIT_ALL(&) {
    fsync(fd); // CHECK: :[[@LINE]]:{{.*}}warning: scope guard waits for the storage device
  };
  work();
}
void all_ok(int fd) {
  BOOST_SCOPE_EXIT_ALL(=) {
    close(fd);
  };
  work();
}
void allThrows_bad(int fd) {
  BOOST_SCOPE_EXIT_ALL(&) {
    if (close(fd))
      throw 1; // CHECK: :[[@LINE]]:{{.*}}warning: 'int' may leave scope guard
  };
  work();
}
