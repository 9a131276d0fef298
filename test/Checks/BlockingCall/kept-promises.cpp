// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A thread waits for the result of what a function has asked for; whoever answers is not
// seen, and the request to stop does not answer.
#include <atomic>
#include <condition_variable>
#include <future>
#include <map>
#include <mutex>
#include <thread>

class Asks_bad {
  std::mutex Lock;
  std::map<int, std::promise<int>> Asked;
  std::atomic<bool> Stop{false};
  std::condition_variable Wake;
  std::future<int> ask(int Id) {
    std::promise<int> Answer;
    auto Result = Answer.get_future();
    std::lock_guard<std::mutex> Hold(Lock);
    Asked.emplace(Id, std::move(Answer));
    return Result;
  }
  std::thread Asker{[this] {
    for (int Id = 0; !Stop; ++Id) {
      auto Result = ask(Id);
      Result.get();
    }
  }};

public:
  void answered(int Id, int Answer) {
    std::lock_guard<std::mutex> Hold(Lock);
    Asked[Id].set_value(Answer);
  }
  ~Asks_bad() {
    Stop = true;
    Wake.notify_all();
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Asks_bad::~Asks_bad' waits {{.*}}, waits for a result ('std::future<int>::get'), and only what has handed it on would set that
    Asker.join();
  }
};
