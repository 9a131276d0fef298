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

// Flags in a variable, or chosen by a parameter.
struct Flags_ok {
  int fd = socket(2, 1, 0);
  ~Flags_ok() {
    int flags = 0x4000; // MSG_NOSIGNAL
    flags |= 0x40;      // MSG_DONTWAIT
    send(fd, "x", 1, flags);
  }
};
// CHECK: 'Flags_bad::~Flags_bad' talks to another machine ('send')
struct Flags_bad {
  int fd = socket(2, 1, 0);
  ~Flags_bad() {
    int flags = 0x40;
    flags = 0x4000;
    send(fd, "x", 1, flags);
  }
};
struct Chosen_ok {
  int fd = socket(2, 1, 0);
  void bye(bool wait) { send(fd, "x", 1, wait ? 0 : 0x40); }
  ~Chosen_ok() { bye(false); }
};
// CHECK: 'Chosen_bad::~Chosen_bad' talks to another machine ('send')
struct Chosen_bad {
  int fd = socket(2, 1, 0);
  void bye(bool wait) { send(fd, "x", 1, wait ? 0 : 0x40); }
  ~Chosen_bad() { bye(true); }
};
// CHECK-NOT: warning:

// Bits that are added to a caller's.
enum { NoSignal = 0x4000, DontWait = 0x40 };
static int shut(int fd, int flags) { return send(fd, "bye", 3, flags | NoSignal) == 3; }
struct Waits_bad {
  int fd;
  ~Waits_bad() { shut(fd, 0); } // CHECK: :[[@LINE]]:{{.*}}warning: destructor 'Waits_bad::~Waits_bad' talks
};
struct Polls_ok {
  int fd;
  ~Polls_ok() { shut(fd, DontWait); }
};
// CHECK-NOT: Polls_ok
