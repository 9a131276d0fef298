// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// An object that was made just before has nothing to wait for, or to end, in a
// member that its constructor leaves alone.
#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

class Channel {
  std::atomic<bool> alive_{true};
  std::thread thread_;

public:
  void run(std::thread t) {
    if (thread_.joinable())
      thread_.join();
    thread_ = std::move(t);
  }
  void listen() {
    while (alive_)
      std::this_thread::yield();
  }
};
class Transport {
  std::mutex made_, again_;
  std::vector<Channel *> all_;

public:
  void open_ok() {
    std::lock_guard<std::mutex> l(made_);
    Channel *c = new Channel;
    c->run(std::thread(&Channel::listen, c));
    all_.push_back(c);
  }
  void reopen_bad() {
    std::lock_guard<std::mutex> l(again_);
    Channel *c = all_.front();
    // CHECK: :[[@LINE+1]]:{{.*}}warning: 'again_' is held
    c->run(std::thread(&Channel::listen, c));
  }
};

class Manager {
  std::thread worker_;

public:
  Manager();
  ~Manager() { worker_.join(); }
};
struct Shared {
  Shared();
  std::shared_ptr<Manager> manager;
};
Shared::Shared() {}
struct Columns {
  Columns();
  std::vector<int> all;
};
Columns::Columns() : all(3) {}
struct Options : Shared, Columns {
  Options() : Shared(), Columns() {}
};
Options current();
int verify(const Options &);
void fill(Options &);
class Database {
  std::mutex read_, filled_;

public:
  int read_ok(bool own) {
    Options o;
    if (!own) {
      std::lock_guard<std::mutex> l(read_);
      o = current();
    }
    return verify(o);
  }
  int fill_bad(bool own) {
    Options o;
    fill(o);
    if (!own) {
      std::lock_guard<std::mutex> l(filled_);
      // CHECK: :[[@LINE+1]]:{{.*}}warning: 'filled_' is held
      o = current();
    }
    return verify(o);
  }
};
