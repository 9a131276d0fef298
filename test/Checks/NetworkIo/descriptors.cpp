// What is known of a descriptor decides: sockets, and those that do not block.
// RUN: %cleanexit check %s -- -std=c++20 > %t || true
// RUN: FileCheck %s < %t
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

// CHECK: 'Sends_bad::~Sends_bad' talks to another machine {{.*}} no timeout is seen
struct Sends_bad {
  int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  ~Sends_bad() { ::send(fd, "x", 1, 0); }
};

// CHECK: 'Writes_bad::~Writes_bad' talks to another machine ('write')
struct Writes_bad {
  int fd = -1;
  void open() { fd = ::socket(AF_INET, SOCK_STREAM, 0); }
  ~Writes_bad() { (void)!::write(fd, "x", 1); }
};

// What the constructor was handed is known where it was made.
// CHECK: 'Handed_bad::~Handed_bad' talks to another machine ('write')
struct Handed_bad {
  int fd;
  explicit Handed_bad(int s) : fd(s) {}
  ~Handed_bad() { (void)!::write(fd, "x", 1); }
};
Handed_bad *dial() { return new Handed_bad(::socket(AF_INET, SOCK_STREAM, 0)); }

// CHECK: 'Timed_bad::~Timed_bad' talks to another machine {{.*}} for up to 30 s
struct Timed_bad {
  int fd;
  explicit Timed_bad(int s) : fd(s) {
    timeval limit{30, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  }
  ~Timed_bad() {
    char c;
    ::recv(fd, &c, 1, 0);
  }
};

// CHECK-NOT: _ok
struct File_ok {
  int fd = ::open("x", O_WRONLY);
  ~File_ok() { (void)!::write(fd, "x", 1); }
};
struct HandedFile_ok {
  int fd;
  explicit HandedFile_ok(int s) : fd(s) {}
  ~HandedFile_ok() { (void)!::write(fd, "x", 1); }
};
HandedFile_ok *file() { return new HandedFile_ok(::open("x", O_WRONLY)); }
struct DontWait_ok {
  int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  ~DontWait_ok() { ::send(fd, "x", 1, MSG_DONTWAIT); }
};
struct Closes_ok {
  int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  ~Closes_ok() {
    ::shutdown(fd, SHUT_RDWR);
    ::close(fd);
  }
};
struct MadeNonBlocking_ok {
  int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  ~MadeNonBlocking_ok() { ::send(fd, "x", 1, 0); }
};
// A datagram waits for no peer; the answer to it does.
struct Datagram_ok {
  int fd = ::socket(AF_INET, SOCK_DGRAM, 0);
  ~Datagram_ok() { ::send(fd, "x", 1, 0); }
};
struct Answer_bad {
  int fd = ::socket(AF_INET, SOCK_DGRAM, 0);
  char answer[8];
  ~Answer_bad() { ::recv(fd, answer, 8, 0); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
};
static void unblock(int fd) { ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK); }
struct SetNonBlocking_ok {
  int fd;
  explicit SetNonBlocking_ok(int s) : fd(s) { unblock(fd); }
  ~SetNonBlocking_ok() { ::send(fd, "x", 1, 0); }
};
struct Fionbio_ok {
  int fd;
  explicit Fionbio_ok(int s) : fd(s) {
    int on = 1;
    ::ioctl(fd, FIONBIO, &on);
  }
  ~Fionbio_ok() { ::send(fd, "x", 1, 0); }
};
// Constructors that are inherited, however often.
struct Keeps { int fd; explicit Keeps(int s) : fd(s) {} };
struct Inherits : Keeps { using Keeps::Keeps; };
struct InheritsAgain : Inherits { using Inherits::Inherits; };
struct Inherited_bad : InheritsAgain {
  using InheritsAgain::InheritsAgain;
  ~Inherited_bad() { ::write(fd, "x", 1); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}talks to another machine
};
void inherits() { Inherited_bad d(::socket(AF_INET, SOCK_STREAM, 0)); }
struct KeepsToo { int fd; explicit KeepsToo(int s) : fd(s) {} };
struct Inherited_ok : KeepsToo {
  using KeepsToo::KeepsToo;
  ~Inherited_ok() { ::send(fd, "x", 1, 0); }
};
void inheritsToo() { Inherited_ok d(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0)); }
// CHECK-NOT: warning:
