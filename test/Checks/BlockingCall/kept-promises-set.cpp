// RUN: %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 | count 0
// The same, of results that are set by those who are asked, or by a pool.
#include <atomic>
#include <condition_variable>
#include <functional>
#include <future>
#include <mutex>
#include <queue>
#include <thread>

class Answers_ok {
  std::atomic<bool> Stop{false};
  std::condition_variable Wake;
  static std::future<int> ask(int Id) {
    std::promise<int> Answer;
    auto Result = Answer.get_future();
    Answer.set_value(Id);
    return Result;
  }
  std::thread Asker{[this] {
    for (int Id = 0; !Stop; ++Id) {
      auto Result = ask(Id);
      Result.get();
    }
  }};

public:
  ~Answers_ok() {
    Stop = true;
    Wake.notify_all();
    Asker.join();
  }
};

class Pool_ok {
  std::mutex Lock;
  std::condition_variable Wake;
  std::queue<std::packaged_task<int()>> Tasks;
  bool Stop = false;
  std::thread Worker{[this] { run(); }};
  void run() {
    for (;;) {
      std::packaged_task<int()> Task;
      {
        std::unique_lock<std::mutex> Hold(Lock);
        Wake.wait(Hold, [this] { return Stop || !Tasks.empty(); });
        if (Stop)
          return;
        Task = std::move(Tasks.front());
        Tasks.pop();
      }
      Task();
    }
  }

public:
  std::future<int> submit(std::function<int()> Job) {
    std::packaged_task<int()> Task(Job);
    auto Result = Task.get_future();
    std::lock_guard<std::mutex> Hold(Lock);
    Tasks.push(std::move(Task));
    Wake.notify_one();
    return Result;
  }
  ~Pool_ok() {
    {
      std::lock_guard<std::mutex> Hold(Lock);
      Stop = true;
    }
    Wake.notify_all();
    Worker.join();
  }
};

class Submits_ok {
  Pool_ok &Pool;
  std::atomic<bool> Stop{false};
  std::condition_variable Wake;
  std::thread Asker{[this] {
    while (!Stop) {
      auto Result = Pool.submit([] { return 1; });
      Result.get();
    }
  }};

public:
  explicit Submits_ok(Pool_ok &P) : Pool(P) {}
  ~Submits_ok() {
    Stop = true;
    Wake.notify_all();
    Asker.join();
  }
};

// Who gets the promise is not seen, and may answer at once.
struct Server {
  void answer(int Id, std::promise<int> Answer);
};
class Served_ok {
  Server &Of;
  std::atomic<bool> Stop{false};
  std::condition_variable Wake;
  std::future<int> ask(int Id) {
    std::promise<int> Answer;
    auto Result = Answer.get_future();
    Of.answer(Id, std::move(Answer));
    return Result;
  }
  std::thread Asker{[this] {
    for (int Id = 0; !Stop; ++Id) {
      auto Result = ask(Id);
      Result.get();
    }
  }};

public:
  explicit Served_ok(Server &S) : Of(S) {}
  ~Served_ok() {
    Stop = true;
    Wake.notify_all();
    Asker.join();
  }
};
