// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// The callback that an element runs takes the lock under which the elements are
// kept. What is handed to the element is seen.
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>

class Feed {
  std::mutex m_;
  std::function<void(int)> told_;
  int last_ = 0;

public:
  void onNews(std::function<void(int)> f) {
    std::lock_guard<std::mutex> l(m_);
    told_ = std::move(f);
  }
  void push(int what) {
    std::function<void(int)> copy;
    {
      std::lock_guard<std::mutex> l(m_);
      copy = told_;
      last_ = what;
    }
    if (copy)
      copy(what);
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
  bool has(const std::string &name) const {
    std::shared_lock<std::shared_mutex> l(all_);
    return feeds_.count(name) != 0;
  }
  void spread_bad(const std::string &name, int what) {
    std::shared_lock<std::shared_mutex> l(all_);
    auto feed = feeds_.find(name);
    if (feed != feeds_.end())
      feed->second->push(what); // CHECK: [[@LINE]]:7: warning: deadlock: 'all_', which is held here, is taken again by the callback the lambda in dropOnce
  }
  void spread_ok(const std::string &name, int what) {
    std::shared_ptr<Feed> feed;
    {
      std::shared_lock<std::shared_mutex> l(all_);
      auto found = feeds_.find(name);
      if (found != feeds_.end())
        feed = found->second;
    }
    if (feed)
      feed->push(what);
  }
};

void dropOnce(Desk &desk, const std::string &name) {
  auto feed = std::make_shared<Feed>();
  feed->onNews([&desk, name](int) { desk.drop(name); });
  desk.add(name, feed);
}
