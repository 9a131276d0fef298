// RUN: not %cleanexit check --checks=cleanup-network-io %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// What a lambda does is written where it is handed over: a helper that runs it does
// not put the act any further away.

#include <sys/socket.h>

template <class F> void quietly(F &&Run) noexcept {
  try {
    Run();
  } catch (...) {
  }
}

class Line {
  int Fd;

public:
  explicit Line(int Fd) : Fd(Fd) {}
  void send(char C) { ::send(Fd, &C, 1, 0); }
};
class Guest {
  Line Console;

public:
  explicit Guest(int Fd) : Console(Fd) {}
  void type(char C) { Console.send(C); }
};
class Shell {
  Guest On;

public:
  explicit Shell(int Fd) : On(Fd) {}
  void command(char C) { On.type(C); }
};

class Mounted_bad {
  Shell Through;

public:
  explicit Mounted_bad(int Fd) : Through(Fd) {}
  void end() {
    quietly([this] { Through.command('u'); });
  }
  ~Mounted_bad() {
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Mounted_bad::~Mounted_bad' talks to another machine ('send')
    end();
  }
};

// So far that the program is built so.
class Deeper_ok {
  Shell By;
  int Calls = 0;
  void count() { ++Calls; }
  void sixth() {
    count();
    By.command('e');
  }
  void fifth() {
    count();
    sixth();
  }
  void fourth() {
    count();
    fifth();
  }
  void third() {
    count();
    fourth();
  }
  void second() {
    count();
    third();
  }

public:
  explicit Deeper_ok(int Fd) : By(Fd) {}
  void end() {
    count();
    second();
  }
  ~Deeper_ok() { end(); }
};
