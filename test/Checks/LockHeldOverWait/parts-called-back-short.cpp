// RUN: %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20
// All callbacks are seen, and none of them wants the lock for itself.
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>

class Feed {
  std::function<void(int)> told_;

public:
  void onNews(std::function<void(int)> f) { told_ = std::move(f); }
  void push(int what) {
    if (told_)
      told_(what);
  }
};

class Desk {
  mutable std::shared_mutex all_;
  std::map<std::string, std::shared_ptr<Feed>> feeds_;

public:
  void add(const std::string &name, std::shared_ptr<Feed> feed) {
    std::unique_lock<std::shared_mutex> l(all_);
    feeds_.emplace(name, std::move(feed));
  }
  void drop(const std::string &name) {
    std::unique_lock<std::shared_mutex> l(all_);
    feeds_.erase(name);
  }
  // Readers do not wait for each other.
  bool has(const std::string &name) const {
    std::shared_lock<std::shared_mutex> l(all_);
    return feeds_.count(name) != 0;
  }
  void spread_ok(const std::string &name, int what) {
    std::shared_lock<std::shared_mutex> l(all_);
    auto feed = feeds_.find(name);
    if (feed != feeds_.end())
      feed->second->push(what);
  }
};

static int seen;
void countAll(Desk &desk, const std::string &name) {
  auto feed = std::make_shared<Feed>();
  feed->onNews([&desk, name](int) { seen += desk.has(name); });
  desk.add(name, feed);
}
// It is another desk that keeps it.
void dropOfOther(Desk &desk, Desk &other, const std::string &name) {
  auto feed = std::make_shared<Feed>();
  feed->onNews([&other, name](int) { other.drop(name); });
  desk.add(name, feed);
}
