// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A loop that looks with a short poll() before it reads hears the request; what
// another loop of the thread reads does not.
#include <atomic>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

class Line {
protected:
  int sock = -1;
  std::atomic<bool> over{false};
  bool asked() {
    pollfd p{sock, POLLIN, 0};
    return poll(&p, 1, 20) > 0;
  }
  bool take() {
    char c;
    return recv(sock, &c, 1, 0) == 1;
  }
};

class Drain_bad : Line {
  int left = 0;
  std::thread thread{[this] {
    while (!over) {
      char c;
      if (asked() && recv(sock, &c, 1, 0) == 1)
        ++left;
    }
    while (left > 0)
      left -= take();
  }};

public:
  ~Drain_bad() {
    over = true;
    thread.join(); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: destructor 'Drain_bad::~Drain_bad' waits {{.*}}although asked to stop the thread's body,{{.*}} talks to another machine ('recv')
  }
};

class Ask_ok : Line {
  int taken = 0;
  std::thread thread{[this] {
    while (!over)
      if (asked())
        taken += take();
  }};

public:
  ~Ask_ok() {
    over = true;
    thread.join();
  }
};

// A message is read to its end.
class Whole_ok : Line {
  int left = 0;
  std::thread thread{[this] {
    while (!over) {
      if (!asked())
        continue;
      for (left = 4; left > 0;)
        left -= take();
    }
  }};

public:
  ~Whole_ok() {
    over = true;
    thread.join();
  }
};

// Each peer is served by a loop of its own, which asks for the request itself.
class Serve_bad : Line {
  std::thread thread{[this] {
    while (!over) {
      if (!asked())
        continue;
      const int peer = accept(sock, nullptr, nullptr);
      char c;
      while (!over)
        if (recv(peer, &c, 1, 0) <= 0)
          break;
      close(peer);
    }
  }};

public:
  ~Serve_bad() {
    over = true;
    thread.join(); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: destructor 'Serve_bad::~Serve_bad' waits {{.*}}although asked to stop the thread's body,{{.*}} talks to another machine ('recv')
  }
};

// It looks there as well, by the same helper.
class ServeAsked_ok : Line {
  bool ready(int fd) {
    pollfd p{fd, POLLIN, 0};
    return poll(&p, 1, 20) > 0;
  }
  void serve(int peer) {
    char c;
    while (!over)
      if (ready(peer) && recv(peer, &c, 1, 0) <= 0)
        break;
  }
  std::thread thread{[this] {
    while (!over) {
      if (!ready(sock))
        continue;
      const int peer = accept(sock, nullptr, nullptr);
      serve(peer);
      close(peer);
    }
  }};

public:
  ~ServeAsked_ok() {
    over = true;
    thread.join();
  }
};
