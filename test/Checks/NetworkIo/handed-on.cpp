// RUN: not %cleanexit check --checks='cleanup-network-io' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A descriptor that does not block leaves the object that had it, or goes to
// what another object makes.
#include <fcntl.h>
#include <memory>
#include <sys/socket.h>
#include <unistd.h>

class Owned_ok {
  int Number;

public:
  Owned_ok() : Number(socket(AF_INET6, SOCK_STREAM, 0)) {}
  void calm() { fcntl(Number, F_SETFL, O_NONBLOCK); }
  int give() {
    const int Given = Number;
    Number = -1;
    return Given;
  }
};
struct Farewell_ok {
  int Fd;
  explicit Farewell_ok(int Fd) : Fd(Fd) {}
  ~Farewell_ok() { send(Fd, "bye", 3, 0); }
};
void calm() {
  Owned_ok O;
  O.calm();
  Farewell_ok F(O.give());
}

// Nobody calls it.
class Offered {
  int Number;

public:
  Offered() : Number(socket(AF_INET6, SOCK_STREAM, 0)) {}
  void calm() { fcntl(Number, F_SETFL, O_NONBLOCK); }
  int give() {
    const int Given = Number;
    Number = -1;
    return Given;
  }
};
struct Farewell_bad {
  int Fd;
  explicit Farewell_bad(int Fd) : Fd(Fd) {}
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: {{.*}}'Farewell_bad::~Farewell_bad' talks to another machine
  ~Farewell_bad() { send(Fd, "bye", 3, 0); }
};
void offered() {
  Offered O;
  Farewell_bad F(O.give());
}

struct Line_ok {
  int Fd;
  explicit Line_ok(int Fd) : Fd(Fd) {}
  ~Line_ok() { send(Fd, ".", 1, 0); }
};
struct Switchboard {
  std::unique_ptr<Line_ok> line(int Fd) { return std::make_unique<Line_ok>(Fd); }
};
struct Caller {
  int Kept;
  std::unique_ptr<Line_ok> Line;
  Caller(int Fd, Switchboard &Board) : Kept(Fd) { Line = Board.line(Kept); }
};
void call(int Listening, Switchboard &Board) {
  const int Fd = accept4(Listening, nullptr, nullptr, SOCK_NONBLOCK);
  Caller C(Fd, Board);
}

struct Line_bad {
  int Fd;
  explicit Line_bad(int Fd) : Fd(Fd) {}
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: {{.*}}'Line_bad::~Line_bad' talks to another machine
  ~Line_bad() { send(Fd, ".", 1, 0); }
};
struct Exchange {
  std::unique_ptr<Line_bad> line(int Fd) {
    return std::make_unique<Line_bad>(Fd);
  }
};
struct Dialer {
  int Kept;
  std::unique_ptr<Line_bad> Line;
  Dialer(int Fd, Exchange &Board) : Kept(Fd) { Line = Board.line(Kept); }
};
void dial(int Listening, Exchange &Board) {
  const int Fd = accept4(Listening, nullptr, nullptr, 0);
  Dialer D(Fd, Board);
}
