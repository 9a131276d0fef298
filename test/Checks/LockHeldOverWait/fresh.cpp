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

// Its constructor is what calls the method, once its base has been made.
class Receiver : public Channel {
public:
  explicit Receiver(bool now) {
    if (now)
      run(std::thread(&Receiver::listen, this));
  }
};
class Prepared : public Channel {
  void prepare() { run(std::thread(&Prepared::listen, this)); }
  bool has_ = false;

public:
  explicit Prepared(int) {
    prepare();
    if (has_)
      run(std::thread(&Prepared::listen, this));
  }
};
class Receivers {
  std::mutex one_, two_;
  std::vector<Channel *> all_;

public:
  void open_ok() {
    std::lock_guard<std::mutex> l(one_);
    all_.push_back(new Receiver(true));
  }
  void open_bad() {
    std::lock_guard<std::mutex> l(two_);
    // CHECK: :[[@LINE+1]]:{{.*}}warning: 'two_' is held
    all_.push_back(new Prepared(1));
  }
  size_t open_count_ok() {
    std::lock_guard<std::mutex> l(two_);
    return all_.size();
  }
};

// A constructor puts something into its member for the first time, and for the
// second.
class Log {
  std::thread thread_;

public:
  Log() : thread_([] {}) {}
  ~Log() { thread_.join(); }
};
class First {
  std::shared_ptr<Log> log_;

public:
  explicit First(bool dump) {
    if (dump)
      log_ = std::make_shared<Log>();
  }
};
class Second {
  std::shared_ptr<Log> log_;
  void open() { log_ = std::make_shared<Log>(); }

public:
  explicit Second(bool dump) {
    open();
    if (dump)
      log_ = std::make_shared<Log>();
  }
};
class Logged {
protected:
  std::shared_ptr<Log> log_;
  Logged() : log_(new Log) {}
};
class Third : Logged {
public:
  Third() { log_ = std::make_shared<Log>(); }
};
class Logs {
  std::mutex one_, two_, three_;
  std::vector<First *> first_;
  std::vector<Second *> second_;

public:
  void first_ok() {
    std::lock_guard<std::mutex> l(one_);
    first_.push_back(new First(true));
  }
  void second_bad() {
    std::lock_guard<std::mutex> l(two_);
    // CHECK: :[[@LINE+1]]:{{.*}}warning: 'two_' is held
    second_.push_back(new Second(true));
  }
  Third *third_bad() {
    std::lock_guard<std::mutex> l(three_);
    // CHECK: :[[@LINE+1]]:{{.*}}warning: 'three_' is held
    return new Third;
  }
};

// On this way the pointer is empty, and on that one it is not.
class Table {
  std::mutex one_, two_;
  std::shared_ptr<Log> last_;

public:
  std::shared_ptr<Log> make_ok(bool known) {
    std::lock_guard<std::mutex> l(one_);
    std::shared_ptr<Log> log;
    if (known)
      log = last_;
    else
      log.reset(new Log);
    return log;
  }
  void make_bad(bool known) {
    std::lock_guard<std::mutex> l(two_);
    // CHECK: :[[@LINE+1]]:{{.*}}warning: 'two_' is held
    last_.reset(new Log);
  }
};
