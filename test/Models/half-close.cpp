// RUN: split-file %s %t
// RUN: %cleanexit models --check %t/team.yaml
// RUN: not %cleanexit check --models=%t/team.yaml %t/a.cpp -- -std=c++20 > %t/out
// RUN: grep -E '^[^ ]+: warning: ' %t/out | FileCheck %s --implicit-check-not=warning:
// A library of one's own half-closes connections, too.

//--- team.yaml
library: team
functions:
  - name: team_hang_up
    requests_stop: cuts
    stays_readable: {arg: 1, equals: 7}
  - name: team_listen
    does: network
    receives: 0
    why: "it waits until the peer says something"

//--- a.cpp
#include <thread>
void team_hang_up(int line, int how);
int team_listen(int line);
struct Half_bad {
  int line;
  std::thread ear{[this] {
    while (team_listen(line) > 0)
      ;
  }};
  ~Half_bad() {
    team_hang_up(line, 7);
    ear.join(); // CHECK: warning: destructor 'Half_bad::~Half_bad' waits for a thread to end {{.*}}('team_listen')
  }
};
struct Whole_ok {
  int line;
  std::thread ear{[this] {
    while (team_listen(line) > 0)
      ;
  }};
  ~Whole_ok() {
    team_hang_up(line, 8);
    ear.join();
  }
};
