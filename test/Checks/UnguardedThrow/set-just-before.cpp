// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// What the cleanup sets keeps it from the throw: by an object on its stack that
// forbids it as long as it lives, or by what it hands over.

#include <cerrno>
#include <stdexcept>
#include <unistd.h>

struct Interrupted {};
namespace {
thread_local bool mayInterrupt = true;
thread_local bool isInterrupted = false;
bool interruptible() { return mayInterrupt; }

struct Quiet {
  bool before = mayInterrupt;
  Quiet() { mayInterrupt = false; }
  ~Quiet() { mayInterrupt = before; }
};
struct Loud {
  bool before = mayInterrupt;
  Loud() { mayInterrupt = true; }
  ~Loud() { mayInterrupt = before; }
};

int closeOrStop(int fd) {
  int result = ::close(fd);
  if (result == -1 && errno == EINTR && interruptible() && isInterrupted)
    throw Interrupted();
  return result;
}
} // namespace

struct Handle_ok {
  int fd = -1;
  ~Handle_ok() {
    Quiet quiet;
    closeOrStop(fd);
  }
};

struct Handle_bad {
  int fd = -1;
  ~Handle_bad() {
    Loud loud;
    closeOrStop(fd); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: 'Interrupted' may leave destructor 'Handle_bad::~Handle_bad'
  }
};

struct Scoped_bad {
  int fd = -1;
  ~Scoped_bad() {
    { Quiet quiet; }
    closeOrStop(fd); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: 'Interrupted' may leave destructor 'Scoped_bad::~Scoped_bad'
  }
};

struct Peer {
  unsigned users = 0;
  void retain() {
    if (users == ~0u)
      throw std::overflow_error("users");
    ++users;
  }
  void release() noexcept { --users; }
};
class Transfer {
  Peer *peer_ = nullptr;

public:
  void setPeer(Peer *peer) {
    if (peer_ != nullptr)
      peer_->release();
    peer_ = peer;
    if (peer_ != nullptr)
      peer_->retain();
  }
};

struct Block_ok {
  Transfer *leader = nullptr;
  ~Block_ok() { leader->setPeer(nullptr); }
};
struct Block_bad {
  Transfer *leader = nullptr;
  Peer *next = nullptr;
  ~Block_bad() {
    leader->setPeer(next); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: 'std::overflow_error' may leave destructor 'Block_bad::~Block_bad'
  }
};

// By way of an object of another class, which comes back.
class Desk_ok;
struct Screen_ok {
  Desk_ok *desk = nullptr;
  void start(Desk_ok *of) { desk = of; }
  void stop();
};
class Desk_ok {
  Screen_ok *screen_;
  bool started_ = true;

public:
  explicit Desk_ok(Screen_ok *screen) : screen_(screen) { screen_->start(this); }
  ~Desk_ok() {
    if (started_) {
      started_ = false;
      screen_->stop();
    }
  }
  void setBuffer(char *buffer) {
    if (!buffer && started_)
      throw std::runtime_error("no buffer");
  }
};
void Screen_ok::stop() { desk->setBuffer(nullptr); }

class Desk_bad;
struct Screen_bad {
  Desk_bad *desk = nullptr;
  void start(Desk_bad *of) { desk = of; }
  void stop();
};
class Desk_bad {
  Screen_bad *screen_;
  bool started_ = true;

public:
  explicit Desk_bad(Screen_bad *screen) : screen_(screen) { screen_->start(this); }
  ~Desk_bad() {
    if (started_) {
      screen_->stop(); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave destructor 'Desk_bad::~Desk_bad'
      started_ = false;
    }
  }
  void setBuffer(char *buffer) {
    if (!buffer && started_)
      throw std::runtime_error("no buffer");
  }
};
void Screen_bad::stop() { desk->setBuffer(nullptr); }
