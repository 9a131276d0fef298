// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A task that an executor's thread runs may be the last to own the executor.
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

struct Executor_bad {
  virtual ~Executor_bad() = default;
  virtual bool submit(std::function<void()> &&Task) = 0;
};
struct Threads_bad : Executor_bad {
  std::mutex Lock;
  bool Down = false;
  std::map<int, std::thread> Workers;
  int Next = 0;
  bool submit(std::function<void()> &&Task) override {
    std::lock_guard<std::mutex> Hold(Lock);
    if (Down)
      return false;
    Workers.emplace(Next++, std::thread(std::move(Task)));
    return true;
  }
  ~Threads_bad() override {
    std::map<int, std::thread> Now;
    {
      std::lock_guard<std::mutex> Hold(Lock);
      Down = true;
      Now.swap(Workers);
    }
    for (auto &Each : Now)
      // CHECK: [[@LINE+1]]:7: warning: destructor 'Threads_bad::~Threads_bad' waits {{.*}}, and may run on the very thread that it waits for: the lambda in Client_bad::put may drop the last reference;
      Each.second.join();
  }
};
struct Client_bad : std::enable_shared_from_this<Client_bad> {
  std::shared_ptr<Executor_bad> Runs;
  explicit Client_bad(std::shared_ptr<Executor_bad> E) : Runs(std::move(E)) {}
  void put(std::function<void(int)> Done) {
    auto Self = shared_from_this();
    Runs->submit([Self, Done] { Done(Self->work()); });
  }
  int work() const { return 1; }
};
void uploadBad(std::function<void(int)> Done) {
  auto C = std::make_shared<Client_bad>(std::make_shared<Threads_bad>());
  C->put(std::move(Done));
}

// The task knows the client only, which does not own the executor.
struct Executor_ok {
  virtual ~Executor_ok() = default;
  virtual bool submit(std::function<void()> &&Task) = 0;
};
struct Threads_ok : Executor_ok {
  std::mutex Lock;
  bool Down = false;
  std::vector<std::thread> Workers;
  bool submit(std::function<void()> &&Task) override {
    std::lock_guard<std::mutex> Hold(Lock);
    if (Down)
      return false;
    Workers.emplace_back(std::move(Task));
    return true;
  }
  ~Threads_ok() override {
    std::vector<std::thread> Now;
    {
      std::lock_guard<std::mutex> Hold(Lock);
      Down = true;
      Now.swap(Workers);
    }
    for (auto &Each : Now)
      Each.join();
  }
};
struct Client_ok : std::enable_shared_from_this<Client_ok> {
  Executor_ok &Runs;
  explicit Client_ok(Executor_ok &E) : Runs(E) {}
  void put(std::function<void(int)> Done) {
    auto Self = shared_from_this();
    Runs.submit([Self, Done] { Done(Self->work()); });
  }
  int work() const { return 1; }
};
void uploadOk(Executor_ok &E, std::function<void(int)> Done) {
  auto C = std::make_shared<Client_ok>(E);
  C->put(std::move(Done));
}
