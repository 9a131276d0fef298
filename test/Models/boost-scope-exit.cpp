// REQUIRES: boost-scope-exit
// RUN: not %cleanexit check --checks='cleanup-blocking-call,cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: (warning|note): ' %t | FileCheck %s --implicit-check-not=warning:
// Boost.ScopeExit, from its real header. The old macro makes a local class, but
// the block behind it is the cleanup.
#include <boost/scope_exit.hpp>
#include <unistd.h>

void work();
void captures_bad(int fd) {
  BOOST_SCOPE_EXIT(fd) {
    fsync(fd); // CHECK: :[[@LINE]]:{{.*}}warning: scope guard {{.*}}waits for the storage device
    // CHECK: :[[@LINE+2]]:{{.*}}note: {{.*}}runs it when what is made here ends
    // CHECK: :[[@LINE-2]]:{{.*}}note: {{.*}}returns when the device says
  } BOOST_SCOPE_EXIT_END
  work();
}
void byReference_bad(int fd) {
  BOOST_SCOPE_EXIT(&fd) {
    fsync(fd); // CHECK: :[[@LINE]]:{{.*}}warning: scope guard {{.*}}waits for the storage device
    // CHECK: :[[@LINE+2]]:{{.*}}note: {{.*}}runs it when what is made here ends
    // CHECK: :[[@LINE-2]]:{{.*}}note: {{.*}}returns when the device says
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
  BOOST_SCOPE_EXIT_TPL(fd) {
    fsync(fd); // CHECK: :[[@LINE]]:{{.*}}warning: scope guard {{.*}}waits for the storage device
  } BOOST_SCOPE_EXIT_END
  work();
}
template void template_bad(int);
// What contains it is not reported again.
struct Holder_bad {
  int fd = 0;
  ~Holder_bad() {
    BOOST_SCOPE_EXIT(this_) {
      fsync(this_->fd); // CHECK: :[[@LINE]]:{{.*}}warning: scope guard {{.*}}waits for the storage device
    } BOOST_SCOPE_EXIT_END
    work();
  }
};
struct Session {
  int fd = 0;
  void member_bad() {
    BOOST_SCOPE_EXIT(this_) {
      fsync(this_->fd); // CHECK: :[[@LINE]]:{{.*}}warning: scope guard {{.*}}waits for the storage device
    } BOOST_SCOPE_EXIT_END
    work();
  }
};
void throws_bad(int fd) {
  BOOST_SCOPE_EXIT(fd) {
    if (close(fd))
      throw 1; // CHECK: :[[@LINE]]:{{.*}}warning: 'int' may leave scope guard
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
