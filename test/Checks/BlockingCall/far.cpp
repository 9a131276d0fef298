// RUN: not %cleanexit check %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// RUN: not %cleanexit check --option=cleanup-blocking-call.Strict=true --option=cleanup-network-io.Strict=true --option=cleanup-unguarded-throw.Strict=true %s -- -std=c++20 | FileCheck %s --check-prefix=STRICT
// More than six calls below a cleanup it is how the program is built.
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

static int fd;
static void rest() { sleep(3); }
static void say() { connect(fd, nullptr, 0); }
static void fail(int n) {
  if (n)
    throw std::runtime_error("late");
}
void rest2() { rest(); }
void rest3() { rest2(); }
void rest4() { rest3(); }
void rest5() { rest4(); }
void rest6() { rest5(); }
// Each does something else as well: what only hands on does not count.
int said;
void note() { ++said; }
void say2() {
  note();
  say();
}
void say3() {
  note();
  say2();
}
void say4() {
  note();
  say3();
}
void say5() {
  note();
  say4();
}
void say6() {
  note();
  say5();
}
void fail2() {
  note();
  fail(fd);
}
void fail3() {
  note();
  fail2();
}
void fail4() {
  note();
  fail3();
}
void fail5() {
  note();
  fail4();
}
void fail6() {
  note();
  fail5();
}

// What never returns is the throw, by another name.
[[noreturn]] static void error() { throw std::runtime_error("late"); }
void error2() {
  if (fd)
    error();
}
void error3() { error2(); }
void error4() { error3(); }
void error5() { error4(); }
void error6() { error5(); }

struct Rests_bad {
  ~Rests_bad() {
    rest5(); // CHECK: :[[@LINE]]:{{.*}}'Rests_bad::~Rests_bad' sleeps
  }
};
struct Rests_ok {
  ~Rests_ok() {
    rest6(); // STRICT: :[[@LINE]]:{{.*}}'Rests_ok::~Rests_ok' sleeps
  }
};
struct Says_bad {
  ~Says_bad() {
    say5(); // CHECK: :[[@LINE]]:{{.*}}'Says_bad::~Says_bad' talks to another machine
  }
};
struct Says_ok {
  ~Says_ok() {
    say6(); // STRICT: :[[@LINE]]:{{.*}}'Says_ok::~Says_ok' talks to another machine
  }
};
struct Fails_bad {
  ~Fails_bad() {
    fail5(); // CHECK: :[[@LINE]]:{{.*}}'std::runtime_error' may leave destructor 'Fails_bad::~Fails_bad'
  }
};
struct Fails_ok {
  ~Fails_ok() {
    fail6(); // STRICT: :[[@LINE]]:{{.*}}'std::runtime_error' may leave destructor 'Fails_ok::~Fails_ok'
  }
};
struct Errs_bad {
  ~Errs_bad() {
    error6(); // CHECK: :[[@LINE]]:{{.*}}'std::runtime_error' may leave destructor 'Errs_bad::~Errs_bad'
  }
};
