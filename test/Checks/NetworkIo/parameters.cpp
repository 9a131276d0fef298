// A goodbye that is said only if a parameter says so; functions of the C
// library that are declared by hand.
// RUN: %cleanexit check %s -- -std=c++20 > %t || true
// RUN: FileCheck %s < %t
extern "C" {
long send(int, const void *, unsigned long, int);
int socket(int, int, int);
long write(int, const void *, unsigned long);
int close(int);
}

class Session {
  int fd;

public:
  void end(bool goodbye) {
    if (goodbye)
      ::send(fd, "bye", 3, 0);
    ::close(fd);
  }
};
// CHECK: :[[#@LINE+1]]:{{.*}}'Polite_bad::~Polite_bad' talks to another machine ('send')
struct Polite_bad { Session s; ~Polite_bad() { s.end(true); } };
// CHECK-NOT: _ok
struct Curt_ok { Session s; ~Curt_ok() { s.end(false); } };

// CHECK: :[[#@LINE+3]]:{{.*}}'ByHand_bad::~ByHand_bad' talks to another machine ('write')
struct ByHand_bad {
  int fd = ::socket(2, 1, 0);
  ~ByHand_bad() { ::write(fd, "x", 1); }
};
// CHECK-NOT: _ok
struct ByHand_ok {
  int fd = ::socket(2, 1 | 0x800 /* SOCK_NONBLOCK */, 0);
  ~ByHand_ok() { ::write(fd, "x", 1); }
};
// CHECK-NOT: warning:
