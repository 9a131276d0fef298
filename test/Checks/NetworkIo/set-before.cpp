// RUN: not %cleanexit check %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What a cleanup sets first keeps it, calls away, from what is asked for that.
#include <mutex>
#include <queue>
#include <stdexcept>
#include <sys/socket.h>

struct Session_ok {
  int Socket = -1;
  bool Begun = false, Disposing = false;
  bool end() {
    if (Disposing)
      return false;
    return send(Socket, "end", 3, 0) == 3;
  }
  void stop() {
    if (Begun)
      end();
  }
  ~Session_ok() {
    Disposing = true;
    stop();
  }
};
struct Session_bad {
  int Socket = -1;
  bool Begun = false, Disposing = false;
  bool end() {
    if (!Disposing)
      return false;
    return send(Socket, "end", 3, 0) == 3;
  }
  void stop() {
    if (Begun)
      end();
  }
  ~Session_bad() {
    Disposing = true;
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: destructor 'Session_bad::~Session_bad' talks to another machine
    stop();
  }
};
long now() {
  static long Time = 0;
  if (++Time > 1000)
    throw std::runtime_error("clock");
  return Time;
}
struct Collector_ok {
  bool Closing = false;
  std::queue<int> Old;
  long Last = 0;
  void collect() {
    while (!Closing && !Old.empty())
      Last = now(), Old.pop();
  }
  ~Collector_ok() {
    Closing = true;
    collect();
  }
};
struct Collector_bad {
  bool Closing = false;
  std::queue<int> Old;
  long Last = 0;
  void collect() {
    while (!Closing && !Old.empty())
      Last = now(), Old.pop();
  }
  ~Collector_bad() {
    Closing = false;
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave destructor 'Collector_bad::~Collector_bad'
    collect();
  }
};

// What was there before an exchange is asked.
#include <atomic>
struct Exchanged_bad {
  int Socket = -1;
  std::atomic<bool> Open{true};
  void close() {
    if (!Open.exchange(false))
      return;
    send(Socket, "end", 3, 0);
  }
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: destructor 'Exchanged_bad::~Exchanged_bad' talks to another machine
  ~Exchanged_bad() { close(); }
};

// What others may set meanwhile is not known any more.
#include <condition_variable>
struct Loop {
  void runOnce();
};
struct Run_bad {
  Loop L;
  int Socket = -1;
  bool Answered = false;
  void say() {
    if (!Answered)
      return;
    send(Socket, "end", 3, 0);
  }
  ~Run_bad() {
    Answered = false;
    L.runOnce();
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: destructor 'Run_bad::~Run_bad' talks to another machine
    say();
  }
};
bool probe(int Socket, bool &Alive);
struct Given_bad {
  int Socket = -1;
  bool Alive = false;
  void say() {
    if (Alive)
      send(Socket, "end", 3, 0);
  }
  ~Given_bad() {
    Alive = false;
    probe(Socket, Alive);
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: destructor 'Given_bad::~Given_bad' talks to another machine
    say();
  }
};
