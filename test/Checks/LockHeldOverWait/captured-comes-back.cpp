// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What a lambda has captured comes back, at its end, for the lock of what it was
// handed to.
#include <deque>
#include <functional>
#include <memory>
#include <mutex>

namespace object {
struct Executor {
  virtual ~Executor() = default;
  virtual void spawn(std::function<void()> &&work) = 0;
};
struct Loop_bad : Executor {
  std::mutex mutex;
  std::deque<std::function<void()>> queue;
  bool isOpen = true;
  void spawn(std::function<void()> &&work) override {
    std::lock_guard<std::mutex> lock(mutex);
    if (isOpen)
      queue.emplace_back(std::move(work));
  }
  void drain() {
    std::lock_guard<std::mutex> lock(mutex);
    isOpen = false;
    queue.clear(); // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: deadlock: 'mutex'
  }
  void drainLater_ok() {
    std::deque<std::function<void()>> ending;
    {
      std::lock_guard<std::mutex> lock(mutex);
      isOpen = false;
      ending.swap(queue);
    }
  }
};
struct Buffer {
  virtual ~Buffer() = default;
  virtual int first() const = 0;
};
struct Shared : Buffer {
  std::shared_ptr<Executor> executor;
  explicit Shared(std::shared_ptr<Executor> of) : executor(std::move(of)) {}
  ~Shared() override { executor->spawn([] {}); }
  int first() const override { return 1; }
};
struct Surface {
  std::shared_ptr<Executor> executor;
  int pixel = 0;
  void commit() {
    std::shared_ptr<Buffer> buffer = std::make_shared<Shared>(executor);
    executor->spawn([this, buffer] { pixel = buffer->first(); });
  }
};
} // namespace object

namespace deleter {
struct Dispatcher {
  virtual ~Dispatcher() = default;
  virtual void post(std::function<void()> task) = 0;
};
struct Main_bad : Dispatcher {
  std::mutex mutex;
  std::deque<std::function<void()>> tasks;
  void post(std::function<void()> task) override {
    std::lock_guard<std::mutex> lock(mutex);
    tasks.push_back(std::move(task));
  }
  void clear() {
    std::lock_guard<std::mutex> lock(mutex);
    tasks.clear(); // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: deadlock: 'mutex'
  }
};
struct All {
  Dispatcher *main;
  int visited = 0;
  void runOnAll(std::function<void()> done) {
    std::shared_ptr<int> shared(new int(1), [to = main, done](int *number) {
      to->post(done);
      delete number;
    });
    main->post([this, shared] { visited += *shared; });
  }
};
} // namespace deleter

// The one posts to the other, and back.
namespace others {
struct Pool_ok {
  std::mutex mutex;
  std::deque<std::function<void()>> tasks;
  void post(std::function<void()> task) {
    std::lock_guard<std::mutex> lock(mutex);
    tasks.push_back(std::move(task));
  }
  void clear() {
    std::lock_guard<std::mutex> lock(mutex);
    tasks.clear();
  }
};
struct Result {
  Pool_ok *to;
  explicit Result(Pool_ok *to) : to(to) {}
  ~Result() { to->post([] {}); }
};
struct Both {
  Pool_ok *main, *worker;
  void start() {
    auto result = std::make_shared<Result>(main);
    worker->post([result] { (void)result; });
  }
};
} // namespace others
