// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Copies of a shared_ptr of which another one is left: none is the last.
#include <map>
#include <memory>
#include <mutex>
#include <thread>

struct Group : std::enable_shared_from_this<Group> {
  int Key = 0;
  std::thread Worker{[] { std::this_thread::sleep_for(std::chrono::hours(1)); }};
  void spawn() { begin(shared_from_this()); }
  void begin(std::shared_ptr<Group>) {}
  void end(std::shared_ptr<Group> Last) { Last->Key = 1; }
  ~Group() { Worker.join(); }
};
class Pool {
  std::mutex Lock;
  std::map<int, std::shared_ptr<Group>> Groups;
  std::shared_ptr<Group> find(int Key) const {
    for (const auto &Entry : Groups)
      if (Entry.second->Key == Key)
        return Entry.second;
    return std::shared_ptr<Group>();
  }
  std::shared_ptr<Group> create(int Key) {
    std::shared_ptr<Group> Made = std::make_shared<Group>();
    Groups.insert({Key, Made});
    return Made;
  }
  std::shared_ptr<Group> loose() {
    std::shared_ptr<Group> Made = std::make_shared<Group>();
    return Made;
  }

public:
  int size() {
    std::lock_guard<std::mutex> Hold(Lock);
    return int(Groups.size());
  }
  void own_ok(int Key) {
    std::lock_guard<std::mutex> Hold(Lock);
    Groups[Key]->spawn();
  }
  bool found_ok(int Key) {
    std::lock_guard<std::mutex> Hold(Lock);
    return find(Key) != nullptr;
  }
  bool reset_ok(int Key) {
    std::lock_guard<std::mutex> Hold(Lock);
    std::shared_ptr<Group> G = find(Key);
    if (!G)
      return false;
    G.reset();
    return true;
  }
  void created_ok(int Key) {
    std::lock_guard<std::mutex> Hold(Lock);
    create(Key);
  }
  void loose_bad() {
    std::lock_guard<std::mutex> Hold(Lock);
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'Lock' is held while 'Pool::loose_bad' waits for a thread to end
    loose();
  }
  void erased_bad(int Key) {
    std::lock_guard<std::mutex> Hold(Lock);
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'Lock' is held while 'Pool::erased_bad' waits for a thread to end
    Groups.erase(Key);
  }
};

// A weak_ptr keeps nothing, and what is made elsewhere is no nothing.
class Weakly {
  std::mutex Lock;
  std::map<int, std::weak_ptr<Group>> ByKey;
  std::shared_ptr<Group> Shared;
  std::shared_ptr<Group> made(int Key) {
    std::shared_ptr<Group> Made = std::make_shared<Group>();
    ByKey[Key] = Made;
    return Made;
  }
  static std::shared_ptr<Group> spawn() { return std::make_shared<Group>(); }
  std::shared_ptr<Group> sharedOr() {
    if (!Shared)
      return spawn();
    return Shared;
  }

public:
  int size() {
    std::lock_guard<std::mutex> Hold(Lock);
    return int(ByKey.size());
  }
  void weak_bad() {
    std::lock_guard<std::mutex> Hold(Lock);
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'Lock' is held while 'Weakly::weak_bad' waits for a thread to end
    made(1);
  }
  void spawned_bad() {
    std::lock_guard<std::mutex> Hold(Lock);
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'Lock' is held while 'Weakly::spawned_bad' waits for a thread to end
    sharedOr();
  }
};
