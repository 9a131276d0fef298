// Functions in tables, as C keeps them; bits that a caller sets.
// RUN: not %cleanexit check --checks='cleanup-*' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
#include <memory>
#include <stdexcept>
#include <sys/socket.h>

struct conn;
struct ops {
  void (*close)(conn *);
};
struct conn {
  const ops *how;
  int fd;
};
static void says_goodbye(conn *c) { send(c->fd, "x", 1, 0); }
static const ops tcp = {.close = says_goodbye};
conn *opened() {
  static conn c;
  c.how = &tcp;
  return &c;
}
struct Table_bad {
  conn *c = opened();
  ~Table_bad() { c->how->close(c); } // CHECK: :[[@LINE]]:{{.*}}talks to another machine ('send')
};
struct quiet_ops {
  void (*close)(conn *);
};
static void forgets(conn *c) { c->fd = -1; }
static const quiet_ops local = {.close = forgets};
struct Table_ok {
  const quiet_ops *how = &local;
  conn *c = opened();
  ~Table_ok() { how->close(c); }
};

enum { Quietly = 4, Slowly = 8 };
static void end(conn *c, unsigned flags) {
  if ((flags & Quietly) == 0)
    send(c->fd, "x", 1, 0);
}
struct Bits_ok {
  conn *c = opened();
  ~Bits_ok() { end(c, Quietly | Slowly); }
};
struct Bits_bad {
  conn *c = opened();
  ~Bits_bad() { end(c, Slowly); } // CHECK: :[[@LINE]]:{{.*}}talks to another machine ('send')
};

// Destroyed by the library's words.
struct Throws {
  ~Throws() noexcept(false) {
    if (broken)
      throw std::logic_error("broken"); // CHECK: :[[@LINE]]:{{.*}}while another exception is in flight
  }
  bool broken = false;
};
struct DestroyAt_bad {
  Throws *t;
  ~DestroyAt_bad() { std::destroy_at(t); } // CHECK: :[[@LINE]]:{{.*}}'std::logic_error' may leave destructor 'DestroyAt_bad
};
struct Allocator_bad {
  std::allocator<Throws> a;
  Throws *t;
  ~Allocator_bad() { std::allocator_traits<std::allocator<Throws>>::destroy(a, t); } // CHECK: :[[@LINE]]:{{.*}}'std::logic_error' may leave destructor 'Allocator_bad
};

// A table by value in what a pointer leads to.
struct buffer;
struct iface {
  void (*drop)(buffer *);
};
struct buffer {
  iface how;
  int fd;
};
static void asks_server(buffer *b) { send(b->fd, "free", 4, 0); }
buffer *allocated() { return new buffer{{asks_server}, 0}; }
struct ByValue_bad {
  buffer *b = allocated();
  ~ByValue_bad() { b->how.drop(b); } // CHECK: :[[@LINE]]:{{.*}}talks to another machine ('send')
};
