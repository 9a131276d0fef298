// A call that is both network and a wait is one finding, of network; catching
// does not help; a deleter is a cleanup as well.
// RUN: %cleanexit check %s -- -std=c++20 > %t || true
// RUN: FileCheck %s < %t
#include <memory>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>

struct Link {
  virtual ~Link() = default;
  virtual void bye() = 0;
};
struct TcpLink : Link {
  int fd = 0;
  void bye() override {
    pollfd p{fd, POLLOUT, 0};
    ::poll(&p, 1, -1);
    ::send(fd, "bye", 3, 0);
  }
};

// CHECK: :[[#@LINE+6]]:{{.*}} warning: destructor 'Session_bad::~Session_bad' talks to another machine {{.*}}[cleanup-network-io]
// CHECK-NOT: blocking-call
struct Session_bad {
  std::unique_ptr<Link> link = std::make_unique<TcpLink>();
  ~Session_bad() {
    try {
      link->bye();
    } catch (...) {
    }
  }
};

// CHECK: :[[#@LINE+4]]:{{.*}} warning: deleter {{.*}}getaddrinfo
struct Lookup_bad {
  void operator()(int *) const {
    addrinfo *found = nullptr;
    ::getaddrinfo("log.example.org", "514", nullptr, &found);
  }
};
void use_bad(int *raw) { std::unique_ptr<int, Lookup_bad> owned(raw); }
// CHECK-NOT: warning:
