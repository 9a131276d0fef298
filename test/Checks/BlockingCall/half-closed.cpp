// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// shutdown(fd, SHUT_WR) wakes who sends; who receives waits for the peer.

#include <string>
#include <sys/socket.h>
#include <thread>

struct Link {
  int Fd = -1;
  bool get(std::string &Into) {
    char Buffer[512];
    const ssize_t Size = recv(Fd, Buffer, sizeof Buffer, 0);
    if (Size <= 0)
      return false;
    Into.assign(Buffer, Size);
    return true;
  }
  bool put(const std::string &From) {
    return send(Fd, From.data(), From.size(), 0) > 0;
  }
  void writesDone() { shutdown(Fd, SHUT_WR); }
  void end() { shutdown(Fd, SHUT_RDWR); }
};

class Reads_bad {
  Link L;
  std::thread T{[this] {
    std::string Text;
    while (L.get(Text))
      Text.clear();
  }};

public:
  ~Reads_bad() {
    L.writesDone();
    T.join(); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: {{.*}} talks to another machine ('recv')
  }
};

class ReadsToTheEnd_ok {
  Link L;
  std::thread T{[this] {
    std::string Text;
    while (L.get(Text))
      Text.clear();
  }};

public:
  ~ReadsToTheEnd_ok() {
    L.end();
    T.join();
  }
};

class Sends_ok {
  Link L;
  std::thread T{[this] {
    std::string Text = "tick";
    while (L.put(Text))
      Text += '.';
  }};

public:
  ~Sends_ok() {
    L.writesDone();
    T.join();
  }
};

class Both_ok {
  Link L;
  std::thread T{[this] {
    std::string Text;
    while (L.get(Text))
      Text.clear();
  }};

public:
  ~Both_ok() {
    L.writesDone();
    L.end();
    T.join();
  }
};
