// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What was made just before has nothing to wait for, unless the method that is
// called fills it itself.
#include <memory>
#include <mutex>
#include <sys/socket.h>
#include <utility>
#include <vector>

struct Transport {
  int fd = -1;
  bool connect(const sockaddr *to) { return ::connect(fd, to, sizeof *to) == 0; }
};

class Link {
  std::unique_ptr<Transport> transport_;

public:
  Link() {}
  bool open(std::unique_ptr<Transport> by, const sockaddr *to) {
    transport_ = std::move(by);
    return transport_->connect(to);
  }
  bool again(const sockaddr *to) { return transport_ && transport_->connect(to); }
};

class Links {
  std::mutex m_;
  std::vector<std::shared_ptr<Link>> all_;

public:
  size_t count_ok() {
    std::lock_guard<std::mutex> l(m_);
    return all_.size();
  }
  bool add_bad(const sockaddr *to) {
    std::lock_guard<std::mutex> l(m_);
    auto link = std::make_shared<Link>();
    if (!link->open(std::make_unique<Transport>(), to)) // CHECK: [[@LINE]]:{{[0-9]+}}: warning: 'm_' is held while 'Links::add_bad' talks to another machine
      return false;
    all_.push_back(link);
    return true;
  }
  void add_ok(const sockaddr *to) {
    std::lock_guard<std::mutex> l(m_);
    auto link = std::make_shared<Link>();
    link->again(to);
    all_.push_back(link);
  }
};
