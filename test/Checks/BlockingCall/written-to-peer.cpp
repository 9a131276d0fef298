// RUN: not %cleanexit check --checks=cleanup-blocking-call %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What is sent to a peer wakes nobody here: a reader goes on when the peer answers.
#include <cstdio>
#include <netdb.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

class Link {
  int fd_ = -1;

public:
  bool open(const addrinfo &to) {
    fd_ = socket(to.ai_family, SOCK_STREAM, 0);
    return connect(fd_, to.ai_addr, to.ai_addrlen) == 0;
  }
  long send(const void *data, size_t size) { return ::send(fd_, data, size, MSG_NOSIGNAL | MSG_DONTWAIT); }
  long receive(void *into, size_t size) { return ::recv(fd_, into, size, 0); }
  void cut() { ::shutdown(fd_, SHUT_RDWR); }
};

class Asks_bad {
  Link link_;
  std::thread reader_;
  void read() {
    char message[256];
    while (link_.receive(message, sizeof message) > 0)
      std::puts("message");
  }

public:
  explicit Asks_bad(const addrinfo &to) {
    if (link_.open(to))
      reader_ = std::thread([this] { read(); });
  }
  ~Asks_bad() {
    link_.send("bye", 3);
    if (reader_.joinable())
      reader_.join(); // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: destructor 'Asks_bad::~Asks_bad' waits for a thread to end {{.*}}although asked to stop
  }
};
class Cuts_ok {
  Link link_;
  std::thread reader_;
  void read() {
    char message[256];
    while (link_.receive(message, sizeof message) > 0)
      std::puts("message");
  }

public:
  explicit Cuts_ok(const addrinfo &to) {
    if (link_.open(to))
      reader_ = std::thread([this] { read(); });
  }
  ~Cuts_ok() {
    link_.send("bye", 3);
    link_.cut();
    if (reader_.joinable())
      reader_.join();
  }
};
