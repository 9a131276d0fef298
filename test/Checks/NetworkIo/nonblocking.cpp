// RUN: not %cleanexit check --checks='cleanup-network-io' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A descriptor that does not block is one that was made so, or that a caller
// switches; who only could switch it says nothing.
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

struct NeverCalled_bad {
  int fd;
  void unblock(bool on) { int a = on; ioctl(fd, FIONBIO, &a); }
  ~NeverCalled_bad() { send(fd, "x", 1, 0); } // CHECK: :[[@LINE]]:{{.*}}warning:
};
struct ByChoice_bad {
  int fd;
  void unblock(bool on) { int a = on ? 1 : 0; ioctl(fd, FIONBIO, &a); }
  ByChoice_bad() { unblock(false); }
  ~ByChoice_bad() { send(fd, "x", 1, 0); } // CHECK: :[[@LINE]]:{{.*}}warning:
};
struct ByChoice_ok {
  int fd;
  void unblock(bool on) { int a = on ? 1 : 0; ioctl(fd, FIONBIO, &a); }
  ByChoice_ok() { unblock(true); }
  ~ByChoice_ok() { send(fd, "x", 1, 0); }
};
struct Flags_bad {
  int fd;
  void unblock(bool on) {
    int f = fcntl(fd, F_GETFL);
    fcntl(fd, F_SETFL, on ? f | O_NONBLOCK : f & ~O_NONBLOCK);
  }
  Flags_bad() { unblock(false); }
  ~Flags_bad() { send(fd, "x", 1, 0); } // CHECK: :[[@LINE]]:{{.*}}warning:
};
struct Flags_ok {
  int fd;
  void unblock(bool on) {
    int f = fcntl(fd, F_GETFL);
    if (on)
      f |= O_NONBLOCK;
    else
      f &= ~O_NONBLOCK;
    fcntl(fd, F_SETFL, f);
  }
  Flags_ok() { unblock(true); }
  ~Flags_ok() { send(fd, "x", 1, 0); }
};
struct Zero_bad {
  int fd;
  void unblock() { int a = 0; ioctl(fd, FIONBIO, &a); }
  ~Zero_bad() { send(fd, "x", 1, 0); } // CHECK: :[[@LINE]]:{{.*}}warning:
};
struct One_ok {
  int fd;
  void unblock() { int a = 1; ioctl(fd, FIONBIO, &a); }
  ~One_ok() { send(fd, "x", 1, 0); }
};
struct Or_ok {
  int fd;
  void unblock() { fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK); }
  ~Or_ok() { send(fd, "x", 1, 0); }
};
struct Accepted_bad {
  int fd;
  void take(int listening) { fd = accept(listening, nullptr, nullptr); }
  ~Accepted_bad() { write(fd, "x", 1); } // CHECK: :[[@LINE]]:{{.*}}warning:
};
struct Kernel_ok {
  ~Kernel_ok() {
    char b[512];
    int fd = socket(AF_NETLINK, SOCK_RAW, 0);
    recv(fd, b, sizeof b, 0);
    close(fd);
  }
};
// What a function returns is what its callers have.
int made(int kind) {
  int fd = socket(AF_INET, SOCK_STREAM | kind, 0);
  if (fd < 0)
    return -1;
  return fd;
}
int calm() {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (fd < 0)
    return -1;
  return fd;
}
int switched() {
  int fd = made(0);
  fcntl(fd, F_SETFL, O_NONBLOCK);
  return fd;
}
int eitherOf(bool second) {
  int first = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (second)
    return made(0);
  return first;
}
struct Returned_ok {
  int fd;
  void open() { fd = calm(); }
  ~Returned_ok() { send(fd, "x", 1, 0); }
};
struct Switched_ok {
  int fd;
  void open() { fd = switched(); }
  ~Switched_ok() { send(fd, "x", 1, 0); }
};
struct Made_bad {
  int fd;
  void open() { fd = made(0); }
  ~Made_bad() { send(fd, "x", 1, 0); } // CHECK: :[[@LINE]]:{{.*}}warning:
};
struct EitherOf_bad {
  int fd;
  void open(bool b) { fd = eitherOf(b); }
  ~EitherOf_bad() { send(fd, "x", 1, 0); } // CHECK: :[[@LINE]]:{{.*}}warning:
};
struct SSL;
extern "C" SSL *SSL_new(void *);
extern "C" int SSL_set_fd(SSL *, int);
extern "C" int SSL_shutdown(SSL *);
SSL *over(int fd) {
  SSL *session = SSL_new(nullptr);
  if (!SSL_set_fd(session, fd))
    return nullptr;
  return session;
}
SSL *overOther(int fd) {
  SSL *session = SSL_new(nullptr);
  if (!SSL_set_fd(session, fd))
    return nullptr;
  return session;
}
struct Session_ok {
  SSL *ssl;
  Session_ok() { ssl = over(calm()); }
  ~Session_ok() { SSL_shutdown(ssl); }
};
struct Session_bad {
  SSL *ssl;
  Session_bad() { ssl = overOther(made(0)); }
  ~Session_bad() { SSL_shutdown(ssl); } // CHECK: :[[@LINE]]:{{.*}}warning:
};
