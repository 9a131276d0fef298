// RUN: not %cleanexit check %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Sockets that are kept in a container, and given from there to what keeps one; and a
// local that is one of two members.
#include <mutex>
#include <netinet/in.h>
#include <sys/socket.h>
#include <vector>

struct User_ok {
  int fd = -1;
};
class Voice_ok {
  std::mutex mutex_;
  std::vector<int> sockets_;
  int count_ = 0;

public:
  Voice_ok() {
    int fd = ::socket(AF_INET, SOCK_DGRAM, 0);
    sockets_.push_back(fd);
  }
  void meet(User_ok &user, unsigned i) { user.fd = sockets_[i]; }
  void say(const User_ok &user, const char *data, size_t length) {
    std::lock_guard<std::mutex> lock(mutex_);
    ++count_;
    ::send(user.fd, data, length, 0);
  }
  int count() {
    std::lock_guard<std::mutex> lock(mutex_);
    return count_;
  }
};

struct User_bad {
  int fd = -1;
};
class Voice_bad {
  std::mutex mutex_;
  std::vector<int> sockets_;
  int count_ = 0;

public:
  Voice_bad() {
    int fd = ::socket(AF_INET, SOCK_DGRAM, 0);
    sockets_.push_back(fd);
  }
  void accepted(int fd) { sockets_.push_back(fd); }
  void meet(User_bad &user, unsigned i) { user.fd = sockets_[i]; }
  void say(const User_bad &user, const char *data, size_t length) {
    std::lock_guard<std::mutex> lock(mutex_);
    ++count_;
    ::send(user.fd, data, length, 0); // CHECK: :[[@LINE]]:{{.*}}warning: 'mutex_' is held while 'Voice_bad::say'
  }
  int count() {
    std::lock_guard<std::mutex> lock(mutex_);
    return count_;
  }
};

class Tracker_ok {
  std::mutex mutex_;
  int udp4_ = ::socket(AF_INET, SOCK_DGRAM, 0),
      udp6_ = ::socket(AF_INET6, SOCK_DGRAM, 0), count_ = 0;

public:
  void ask(const sockaddr *to, socklen_t length) {
    std::lock_guard<std::mutex> lock(mutex_);
    ++count_;
    int fd = -1;
    if (to->sa_family == AF_INET)
      fd = udp4_;
    else if (to->sa_family == AF_INET6)
      fd = udp6_;
    if (fd != -1)
      ::sendto(fd, "a", 1, 0, to, length);
  }
  int count() {
    std::lock_guard<std::mutex> lock(mutex_);
    return count_;
  }
};

class Tracker_bad {
  std::mutex mutex_;
  int udp_ = ::socket(AF_INET, SOCK_DGRAM, 0),
      tcp_ = ::socket(AF_INET6, SOCK_STREAM, 0), count_ = 0;

public:
  void ask(const sockaddr *to, socklen_t length) {
    std::lock_guard<std::mutex> lock(mutex_);
    ++count_;
    int fd = -1;
    if (to->sa_family == AF_INET)
      fd = udp_;
    else if (to->sa_family == AF_INET6)
      fd = tcp_;
    if (fd != -1)
      ::sendto(fd, "a", 1, 0, to, length); // CHECK: :[[@LINE]]:{{.*}}warning: 'mutex_' is held while 'Tracker_bad::ask'
  }
  int count() {
    std::lock_guard<std::mutex> lock(mutex_);
    return count_;
  }
};
