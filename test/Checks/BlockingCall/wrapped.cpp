// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Classes that wrap threads: what they run, and who asks it to end.
#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <pthread.h>
#include <sys/socket.h>
#include <thread>
#include <vector>

// Two users of one wrapper, each with a callable of its own.
class Thread {
  std::function<void()> body;
  pthread_t handle;
  static void *proc(void *context) {
    static_cast<Thread *>(context)->body();
    return nullptr;
  }

public:
  explicit Thread(std::function<void()> f) : body(std::move(f)) {}
  void start() { pthread_create(&handle, nullptr, proc, this); }
  void join() { pthread_join(handle, nullptr); }
};
class Receives_bad {
  std::atomic<bool> stop{false};
  int fd = 0;
  Thread thread;
  void run() {
    char b[9];
    while (!stop)
      ::recv(fd, b, 9, 0);
  }

public:
  Receives_bad() : thread([this] { run(); }) { thread.start(); }
  ~Receives_bad() {
    stop = true;
    thread.join(); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}although asked to stop
  }
};
class Listens_ok {
  std::atomic<bool> stop{false};
  std::atomic<int> n{0};
  Thread thread;
  void run() {
    while (!stop)
      ++n;
  }

public:
  Listens_ok() : thread([this] { run(); }) { thread.start(); }
  ~Listens_ok() {
    stop = true;
    thread.join();
  }
};

// A delegate, made from a member function.
class Bound {
  typedef void (*Function)(void *);
  void *instance;
  Function function;

public:
  Bound(void *i, Function f) : instance(i), function(f) {}
  void operator()() const { function(instance); }
};
template <class T, void (T::*method)()> struct Wrap {
  static void invoke(void *i) { (static_cast<T *>(i)->*method)(); }
};
template <class T, void (T::*method)()> Bound bind(T &t) {
  return Bound(&t, Wrap<T, method>::invoke);
}
class Task {
  const Bound f;
  pthread_t handle = pthread_t();
  static void *proc(void *context) {
    Task &t = *static_cast<Task *>(context);
    t.run();
    return nullptr;
  }

public:
  void run() { f(); }
  explicit Task(Bound b) : f(b) {}
  void start() { pthread_create(&handle, nullptr, proc, this); }
  void join() { pthread_join(handle, nullptr); }
};
class Reader {
  Task task;
  int fd;
  std::atomic<bool> stop{false};
  void run() {
    char b[9];
    while (!stop)
      ::recv(fd, b, 9, 0);
  }

public:
  explicit Reader(int f) : task(bind<Reader, &Reader::run>(*this)), fd(f) { task.start(); }
  ~Reader() {
    stop = true;
    task.join(); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}although asked to stop
  }
};

// A virtual member function is that of the class that ends.
struct Player {
  std::thread t;
  std::atomic<bool> stop{false};
  virtual void worker() = 0;
  virtual ~Player() = default;
  void start() { t = std::thread(&Player::worker, this); }
  void end() {
    stop = true;
    t.join();
  }
};
struct Deaf : Player {
  int fd = 0;
  void worker() override {
    char b[9];
    while (!stop)
      ::recv(fd, b, 9, 0);
  }
  ~Deaf() override { end(); } // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}'Deaf::worker'
};
struct Quick : Player {
  std::atomic<int> n{0};
  void worker() override {
    while (!stop)
      ++n;
  }
  ~Quick() override { end(); }
};

// All who have such a pool ask before they end it.
struct Queue {
  std::mutex m;
  std::condition_variable cv;
  bool over = false;
  int n = 0;
  void kill() {
    {
      std::lock_guard<std::mutex> l(m);
      over = true;
    }
    cv.notify_all();
  }
  bool pop() {
    std::unique_lock<std::mutex> l(m);
    cv.wait(l, [this] { return over || n; });
    return !over;
  }
};
class Pool_ok {
  std::vector<std::thread> threads;

public:
  Pool_ok(int n, std::function<void()> f) : threads(n) {
    for (auto &t : threads)
      t = std::thread(f);
  }
  ~Pool_ok() {
    for (auto &t : threads)
      t.join();
  }
};
class Engine_ok {
  Queue queue;
  std::unique_ptr<Pool_ok> pool;

public:
  Engine_ok() : pool(std::make_unique<Pool_ok>(4, [this] { while (queue.pop()) {} })) {}
  ~Engine_ok() {
    queue.kill();
    pool.reset();
  }
};

// The same, but one of them does not.
class Pool_bad {
  std::vector<std::thread> threads;

public:
  Pool_bad(int n, std::function<void()> f) : threads(n) {
    for (auto &t : threads)
      t = std::thread(f);
  }
  ~Pool_bad() {
    for (auto &t : threads)
      t.join(); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}nothing before it asks
  }
};
class Asks {
  Queue queue;
  std::unique_ptr<Pool_bad> pool;

public:
  Asks() : pool(std::make_unique<Pool_bad>(4, [this] { while (queue.pop()) {} })) {}
  ~Asks() {
    queue.kill();
    pool.reset();
  }
};
class DoesNotAsk {
  Queue queue;
  std::unique_ptr<Pool_bad> pool;

public:
  DoesNotAsk() : pool(std::make_unique<Pool_bad>(4, [this] { while (queue.pop()) {} })) {}
  ~DoesNotAsk() { pool.reset(); }
};

// The request ends the wait, but not the loop around it.
bool node_ok();
class Publisher_bad {
  std::mutex m;
  std::condition_variable cv;
  bool pending = false;
  std::thread t;

public:
  Publisher_bad() : t([this] {
    while (node_ok()) {
      std::unique_lock<std::mutex> l(m);
      cv.wait(l, [this] { return pending; });
      pending = false;
    }
  }) {}
  ~Publisher_bad() {
    {
      std::lock_guard<std::mutex> l(m);
      pending = true;
    }
    cv.notify_one();
    t.join(); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}as long as 'node_ok' says
  }
};
class Publisher_ok {
  std::mutex m;
  std::condition_variable cv;
  bool pending = false, over = false;
  std::thread t;

public:
  Publisher_ok() : t([this] {
    while (node_ok()) {
      std::unique_lock<std::mutex> l(m);
      cv.wait(l, [this] { return pending || over; });
      if (over)
        return;
      pending = false;
    }
  }) {}
  ~Publisher_ok() {
    {
      std::lock_guard<std::mutex> l(m);
      over = true;
    }
    cv.notify_one();
    t.join();
  }
};

// All ask, but one does so when the process exits.
class Pool_exit {
  std::vector<std::thread> threads;

public:
  Pool_exit(int n, std::function<void()> f) : threads(n) {
    for (auto &t : threads)
      t = std::thread(f);
  }
  ~Pool_exit() {
    for (auto &t : threads)
      t.join(); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}at process exit
  }
};
class AsksAtExit {
  Queue queue;
  std::unique_ptr<Pool_exit> pool;

public:
  AsksAtExit() : pool(new Pool_exit(4, [this] { while (queue.pop()) {} })) {}
  ~AsksAtExit() {
    queue.kill();
    pool.reset();
  }
};
static AsksAtExit at_exit;

// The pool is a part of a struct whose end nobody wrote.
class Pool_inner {
  std::vector<std::thread> threads;

public:
  Pool_inner(int n, std::function<void()> f) : threads(n) {
    for (auto &t : threads)
      t = std::thread(f);
  }
  ~Pool_inner() {
    for (auto &t : threads)
      t.join();
  }
};
class Workers_ok {
  struct Block {
    Queue queue;
    std::unique_ptr<Pool_inner> pool;
  };
  std::unique_ptr<Block> block;

public:
  Workers_ok() : block(std::make_unique<Block>()) {
    Block *b = block.get();
    b->pool.reset(new Pool_inner(4, [b] { while (b->queue.pop()) {} }));
  }
  ~Workers_ok() {
    if (block)
      block->queue.kill();
    block.reset();
  }
};
