// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What is made by a constructor of its base knows who has made it as well.
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

class Bridge;
struct Session {
  Session(Bridge &of, std::string name) : bridge(of), name(std::move(name)) {}
  virtual ~Session() = default;
  virtual void close() {}
  Bridge &bridge;
  std::string name;
};
struct Master : Session {
  using Session::Session;
  void close() override;
  std::list<std::string> others;
};

class Bridge {
public:
  void add(const std::string &name) {
    auto made = std::make_shared<Master>(*this, name);
    std::lock_guard<std::mutex> lock(mutex);
    sessions.emplace(name, made);
  }
  void drop(const std::string &name) {
    std::lock_guard<std::mutex> lock(mutex);
    sessions.erase(name);
  }
  void stop_bad() {
    std::lock_guard<std::mutex> lock(mutex);
    for (auto &[name, session] : sessions)
      session->close(); // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: deadlock: 'mutex'
  }
  void stop_ok() {
    std::map<std::string, std::shared_ptr<Session>> ending;
    {
      std::lock_guard<std::mutex> lock(mutex);
      ending.swap(sessions);
    }
    for (auto &[name, session] : ending)
      session->close();
  }

private:
  std::mutex mutex;
  std::map<std::string, std::shared_ptr<Session>> sessions;
};
void Master::close() {
  for (const std::string &other : others)
    bridge.drop(other);
}
