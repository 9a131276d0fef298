// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Two orders of locks that never meet, and that do.
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace fresh_ok {
class Cache {
  std::mutex io_;
  std::function<int(int)> weigh_;
  int sum_ = 0, room_ = 0;
  int asked(int n) { return weigh_(n); }
public:
  explicit Cache(std::function<int(int)> w) : weigh_(std::move(w)) {}
  void put(int n) {
    std::lock_guard<std::mutex> lock(io_);
    sum_ += asked(n);
  }
  void resize(int n) {
    std::lock_guard<std::mutex> lock(io_);
    room_ = n;
  }
};
class Desk {
  std::mutex desk_;
  int scale_ = 1;
  std::shared_ptr<Cache> cache_;
public:
  int weight(int n) {
    std::lock_guard<std::mutex> lock(desk_);
    return n * scale_;
  }
  // The cache is new, nobody has it yet.
  void open(int room) {
    std::lock_guard<std::mutex> lock(desk_);
    auto fresh = std::make_shared<Cache>([this](int n) { return weight(n); });
    fresh->resize(room);
    cache_ = std::move(fresh);
  }
  std::shared_ptr<Cache> cache() {
    std::lock_guard<std::mutex> lock(desk_);
    return cache_;
  }
};
} // namespace fresh_ok

// The Desk ends: nobody else has it or its cache any more.
namespace ends_ok {
class Cache {
  std::mutex io_;
  std::function<int(int)> weigh_;
  int sum_ = 0;
  int asked(int n) { return weigh_ ? weigh_(n) : n; }
public:
  void setWeigh(std::function<int(int)> w) { std::lock_guard<std::mutex> lock(io_); weigh_ = std::move(w); }
  void put(int n) {
    std::lock_guard<std::mutex> lock(io_);
    sum_ += asked(n);
  }
  void clear() {
    std::lock_guard<std::mutex> lock(io_);
    sum_ = 0;
  }
};
class Desk {
  std::mutex desk_;
  int scale_ = 1;
  Cache cache_;
public:
  Desk() { cache_.setWeigh([this](int n) { return weight(n); }); }
  ~Desk() {
    // No more callbacks: then the rest under the lock.
    cache_.setWeigh(nullptr);
    std::lock_guard<std::mutex> lock(desk_);
    cache_.clear();
  }
  int weight(int n) {
    std::lock_guard<std::mutex> lock(desk_);
    return n * scale_;
  }
  void put(int n) { cache_.put(n); }
};
} // namespace ends_ok

// big_ is held over both orders by all who come there (Desk::put, Desk::rescale): no deadlock.
// A global gate: both hold order_ first
namespace gate_ok {
class Cache {
  std::mutex io_;
  std::function<int(int)> weigh_;
  int sum_ = 0;
public:
  int asked(int n) { return weigh_(n); }
  explicit Cache(std::function<int(int)> w) : weigh_(std::move(w)) {}
  void put(int n) {
    std::lock_guard<std::mutex> lock(io_);
    sum_ += asked(n);
  }
  void clear() {
    std::lock_guard<std::mutex> lock(io_);
    sum_ = 0;
  }
};
class Desk {
  std::mutex big_;
  std::mutex desk_;
  int scale_ = 0;
  Cache cache_{[this](int n) { return weight(n); }};
public:
  int weight(int n) {
    std::lock_guard<std::mutex> lock(desk_);
    return n * scale_;
  }
  void rescale(int n) {
    std::lock_guard<std::mutex> big(big_);
    std::lock_guard<std::mutex> lock(desk_);
    scale_ = n;
    cache_.clear();
  }
  void put(int n) {
    std::lock_guard<std::mutex> big(big_);
    cache_.put(n);
  }
};
} // namespace gate_ok

namespace dispatched_ok {
using Done = std::function<void(int)>;
// Pending requests; whoever starts one hands it to the loop, which runs it later (asio's dispatch).
class Pending {
  std::mutex mutex_;
  std::map<std::string, int> open_;
public:
  void ask(const std::string &key, const std::function<void(Done)> &start) {
    std::lock_guard<std::mutex> lock(mutex_);
    open_[key] = 0;
    start([this, key](int) { close(key); });
  }
  void close(const std::string &key) {
    std::lock_guard<std::mutex> lock(mutex_);
    open_.erase(key);
  }
};
class Loop {
  std::mutex q_;
  std::deque<std::function<void()>> tasks_;
  std::thread::id me_;
public:
  void post(std::function<void()> f) { std::lock_guard<std::mutex> lock(q_); tasks_.push_back(std::move(f)); }
  void dispatch(std::function<void()> f) {
    if (std::this_thread::get_id() == me_)
      f();
    else
      post(std::move(f));
  }
};
class Resolver {
  Pending pending_;
  Loop loop_;
public:
  void get(const std::string &host) {
    pending_.ask(host, [this](Done done) { loop_.dispatch([done] { done(1); }); });
  }
};
} // namespace dispatched_ok

// Cache::put runs weigh_ itself (with a helper asked() between, it is found): desk_ and io_ in both orders.
namespace directly_bad {
class Cache {
  std::mutex io_;
  std::function<int(int)> weigh_;
  int sum_ = 0;
public:
  explicit Cache(std::function<int(int)> w) : weigh_(std::move(w)) {}
  void put(int n) {
    std::lock_guard<std::mutex> lock(io_);
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'io_' is held while the lambda in directly_bad::Desk::Desk takes 'directly_bad::Desk::desk_', and 'directly_bad::Desk::rescale' takes them the other way round
    sum_ += weigh_(n);
  }
  void clear() {
    std::lock_guard<std::mutex> lock(io_);
    sum_ = 0;
  }
};
class Desk {
  std::mutex desk_;
  int scale_ = 0;
  Cache cache_{[this](int n) { return weight(n); }};
public:
  int weight(int n) {
    std::lock_guard<std::mutex> lock(desk_);
    return n * scale_;
  }
  void rescale(int n) {
    std::lock_guard<std::mutex> lock(desk_);
    scale_ = n;
    cache_.clear();
  }
  void put(int n) { cache_.put(n); }
};
} // namespace directly_bad
