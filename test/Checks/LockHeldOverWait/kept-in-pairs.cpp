// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Handlers that are kept as parts of what a map has, and are copied out of it.
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

using Handler = std::function<void(int)>;

class Events {
  std::recursive_mutex Dispatch, Table;
  unsigned Last = 0;
  std::map<unsigned, std::pair<int, Handler>> Handlers;

public:
  void add(Handler H, int Kind) {
    std::lock_guard<std::recursive_mutex> Hold(Table);
    Handlers[++Last] = {Kind, std::move(H)};
  }
  void send_bad(int Kind) {
    std::lock_guard<std::recursive_mutex> Hold(Dispatch);
    std::vector<Handler> Ready;
    {
      std::lock_guard<std::recursive_mutex> Look(Table);
      for (const auto &Each : Handlers)
        if (Each.second.first == Kind)
          Ready.push_back(Each.second.second);
    }
    for (const Handler &H : Ready)
      // CHECK: [[@LINE+1]]:8: warning: 'Dispatch' is held while 'Events::send_bad' waits for a result
      H(Kind);
  }
  void mute() { std::lock_guard<std::recursive_mutex> Hold(Dispatch); }
};
void post(std::function<void()> Job);
int ask() {
  auto Answer = std::make_shared<std::promise<int>>();
  std::future<int> Typed = Answer->get_future();
  post([Answer] { Answer->set_value(1); });
  return Typed.get();
}
void start(Events &E, int &Sum) {
  E.add([&](int) { Sum += ask(); }, 7);
}

class Quiet {
  std::recursive_mutex Dispatch;
  unsigned Last = 0;
  std::map<unsigned, std::pair<int, Handler>> Handlers;

public:
  void add(Handler H, int Kind) {
    std::lock_guard<std::recursive_mutex> Hold(Dispatch);
    Handlers[++Last] = {Kind, std::move(H)};
  }
  void send_ok(int Kind) {
    std::lock_guard<std::recursive_mutex> Hold(Dispatch);
    for (const auto &Each : Handlers)
      Each.second.second(Kind);
  }
};
void start(Quiet &Q, int &Sum) {
  Q.add([&](int) { ++Sum; }, 7);
}
