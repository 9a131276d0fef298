// RUN: not %cleanexit check --checks='cleanup-network-io' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What an iterator goes through is known as by any other name.
#include <map>
#include <memory>
#include <sys/socket.h>

struct Link {
  int Fd = -1;
};
class Links_ok {
  std::map<int, std::shared_ptr<Link>> All;

public:
  void open(int Id) {
    auto Made = std::make_shared<Link>();
    Made->Fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    All[Id] = Made;
  }
  ~Links_ok() {
    for (auto It = All.begin(); It != All.end(); ++It)
      ::send(It->second->Fd, "x", 1, 0);
  }
};

struct Line {
  int Socket = -1;
};
class Lines_bad {
  std::map<int, std::shared_ptr<Line>> All;

public:
  void open(int Id) {
    auto Made = std::make_shared<Line>();
    Made->Socket = ::socket(AF_INET, SOCK_STREAM, 0);
    All[Id] = Made;
  }
  ~Lines_bad() {
    for (auto It = All.begin(); It != All.end(); ++It)
      // CHECK: [[@LINE+1]]:7: warning: destructor 'Lines_bad::~Lines_bad' talks to another machine ('send')
      ::send(It->second->Socket, "x", 1, 0);
  }
};
