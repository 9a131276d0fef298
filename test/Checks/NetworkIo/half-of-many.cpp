// RUN: not %cleanexit check --checks='cleanup-network-io' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// What more than half of an interface's classes do is told of who calls it, and
// so is what one of two does; else it is told where it is done.

#include <sys/socket.h>

static void wave(int Fd) { send(Fd, "bye", 3, 0); }

struct Socket {
  virtual ~Socket() = default;
  virtual void end() = 0;
};
class Plain : public Socket {
  int Left = 1;
  void end() override { Left = 0; }
};
class Local : public Socket {
  int Users = 1;
  void end() override { --Users; }
};
class Polite_bad : public Socket {
  int Fd = -1;
  void end() override { wave(Fd); }
  // CHECK: [[@LINE+1]]:{{[0-9]+}}: warning: destructor 'Polite_bad::~Polite_bad' talks to another machine ('send')
  ~Polite_bad() { Polite_bad::end(); }
};
class Session_ok {
  Socket &Of;

public:
  explicit Session_ok(Socket &Of) : Of(Of) {}
  ~Session_ok() { Of.end(); }
};

struct Channel {
  virtual ~Channel() = default;
  virtual void close() = 0;
};
class Quiet : public Channel {
  int Open = 1;
  void close() override { Open = 0; }
};
class Loud : public Channel {
  int Wire = -1;
  void close() override { wave(Wire); }
};
class Call_bad {
  Channel &Over;

public:
  explicit Call_bad(Channel &Over) : Over(Over) {}
  ~Call_bad() {
    Over.close(); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: destructor 'Call_bad::~Call_bad' talks to another machine ('send'){{.*}}(1 of 2 overriders)
  }
};

struct Port {
  virtual ~Port() = default;
  virtual void leave() = 0;
};
class First : public Port {
  int Line = -1;
  void leave() override { wave(Line); }
};
class Second : public Port {
  int Cable = -1;
  void leave() override {
    send(Cable, "so long", 7, 0);
  }
};
class Third : public Port {
  int Used = 1;
  void leave() override { Used = 0; }
};
class Trip_bad {
  Port &From;

public:
  explicit Trip_bad(Port &From) : From(From) {}
  ~Trip_bad() {
    From.leave(); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: destructor 'Trip_bad::~Trip_bad' talks to another machine ('send')
  }
};
