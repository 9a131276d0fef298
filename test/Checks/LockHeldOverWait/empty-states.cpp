// RUN: not %cleanexit check --checks=cleanup-lock-held-over-wait %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A member that is emptied wherever a state is taken back, and filled where it is
// set, holds nothing in that state.
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

class Server {
  std::thread thread_;

public:
  explicit Server(std::thread t) : thread_(std::move(t)) {}
  ~Server() { thread_.join(); }
};
std::unique_ptr<Server> makeServer();
enum Mode { None, Starting, Running };

class Emptied {
  std::mutex m_;
  Mode mode_ = None;
  std::unique_ptr<Server> server_;

public:
  void start_ok() {
    std::lock_guard<std::mutex> l(m_);
    if (mode_ != None)
      return;
    server_ = makeServer();
    mode_ = Running;
  }
  void stop() {
    std::unique_ptr<Server> old;
    std::lock_guard<std::mutex> l(m_);
    old = std::move(server_);
    mode_ = None;
  }
  Mode mode() {
    std::lock_guard<std::mutex> l(m_);
    return mode_;
  }
};

// A failed start leaves the server there.
class TakenBack {
  std::mutex m_;
  Mode mode_ = None;
  std::unique_ptr<Server> server_;

public:
  void start_bad() {
    std::lock_guard<std::mutex> l(m_);
    if (mode_ != None)
      return;
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'm_' is held while 'TakenBack::start_bad' waits for a thread to end
    server_ = makeServer();
    mode_ = Running;
  }
  void fail() {
    std::lock_guard<std::mutex> l(m_);
    mode_ = None;
  }
  void stop() {
    std::unique_ptr<Server> old;
    std::lock_guard<std::mutex> l(m_);
    old = std::move(server_);
    mode_ = None;
  }
};

// One that is prepared says nothing of the mode.
class Prepared {
  std::mutex m_;
  Mode mode_ = None;
  std::unique_ptr<Server> server_;

public:
  void prepare() { server_ = makeServer(); }
  void start_bad() {
    std::lock_guard<std::mutex> l(m_);
    if (mode_ != None)
      return;
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'm_' is held while 'Prepared::start_bad' waits for a thread to end
    server_ = makeServer();
    mode_ = Running;
  }
  void stop() {
    std::unique_ptr<Server> old;
    std::lock_guard<std::mutex> l(m_);
    old = std::move(server_);
    mode_ = None;
  }
  Mode mode() {
    std::lock_guard<std::mutex> l(m_);
    return mode_;
  }
};
