// One finding for each kind of repair of cleanup-blocking-call and
// cleanup-network-io.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <queue>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

struct AskToStop {
  std::atomic<bool> running{true};
  std::thread thread{[this] {
    while (running)
      std::this_thread::yield();
  }};
  ~AskToStop() { thread.join(); }
};

struct ShutDownFirst {
  int socket;
  std::atomic<bool> stop{false};
  std::thread thread{[this] {
    char c;
    while (!stop && ::recv(socket, &c, 1, 0) == 1)
      ;
  }};
  explicit ShutDownFirst(int socket) : socket(socket) {}
  ~ShutDownFirst() {
    stop = true;
    if (thread.joinable())
      thread.join();
  }
};

struct NotifyFirst {
  std::mutex mutex;
  std::condition_variable changed;
  bool stop = false;
  std::thread thread{[this] {
    std::unique_lock<std::mutex> lock(mutex);
    while (!stop)
      changed.wait(lock);
  }};
  ~NotifyFirst() {
    {
      std::lock_guard<std::mutex> lock(mutex);
      stop = true;
    }
    thread.join();
  }
};

struct MentionStop {
  std::mutex mutex;
  std::condition_variable changed;
  bool ready = false;
  bool stop = false;
  std::thread thread{[this] {
    std::unique_lock<std::mutex> lock(mutex);
    while (!stop) {
      changed.wait(lock, [this] { return ready; });
      ready = false;
    }
  }};
  ~MentionStop() {
    {
      std::lock_guard<std::mutex> lock(mutex);
      stop = true;
    }
    changed.notify_all();
    thread.join();
  }
};

struct NotifyAll {
  std::mutex mutex;
  std::condition_variable woken;
  bool stop = false;
  std::vector<std::thread> threads;
  NotifyAll() {
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([this] {
        std::unique_lock<std::mutex> lock(mutex);
        woken.wait(lock, [this] { return stop; });
      });
  }
  ~NotifyAll() {
    {
      std::lock_guard<std::mutex> lock(mutex);
      stop = true;
    }
    woken.notify_one();
    for (std::thread &t : threads)
      t.join();
  }
};

struct TakeStopToken {
  std::atomic<int> jobs{0};
  std::jthread thread{[this] {
    while (jobs.load() < 9)
      std::this_thread::yield();
  }};
  ~TakeStopToken() {}
};

struct NoHang {
  pid_t pid;
  ~NoHang() { ::waitpid(pid, nullptr, 0); }
};

bool removed();
struct BriefSleep {
  ~BriefSleep() {
    while (!removed())
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
};

int compute(int);
struct DetachAsync {
  ~DetachAsync() { (void)std::async(std::launch::async, compute, 1); }
};

struct DoNotWait {
  int socket;
  ~DoNotWait() { ::send(socket, "bye", 3, 0); }
};

struct OnlyRelease {
  int socket;
  void close() {
    ::send(socket, "bye", 3, 0);
    ::shutdown(socket, SHUT_RDWR);
  }
  ~OnlyRelease() { close(); }
};

struct LeaveToCaller {
  int socket;
  void logout() { ::send(socket, "bye", 3, 0); }
  ~LeaveToCaller() { logout(); }
};

bool say(int socket, const char *text) {
  char reply;
  return ::send(socket, text, 3, 0) == 3 && ::recv(socket, &reply, 1, 0) == 1;
}
struct ExplicitEnd {
  int socket;
  ~ExplicitEnd() {
    try {
      say(socket, "bye");
    } catch (...) {
    }
  }
};

struct Handle {
  int socket;
};
void destroy(Handle *handle) {
  say(handle->socket, "bye");
  delete handle;
}
struct EndElsewhere {
  Handle *handle;
  ~EndElsewhere() { destroy(handle); }
};

class LeakAtExit {
  std::atomic<bool> stop{false};
  std::thread thread{[this] {
    while (!stop)
      std::this_thread::yield();
  }};

public:
  ~LeakAtExit() {
    stop = true;
    thread.join();
  }
};
static LeakAtExit leakAtExit;

class BoundWait {
  std::mutex mutex;
  std::condition_variable idle;
  int busy = 0;

public:
  void done() {
    std::lock_guard<std::mutex> lock(mutex);
    --busy;
    idle.notify_all();
  }
  ~BoundWait() {
    std::unique_lock<std::mutex> lock(mutex);
    while (busy > 0)
      idle.wait(lock);
  }
};

class PackagedTask {
  std::future<int> value;

public:
  PackagedTask() {
    value = std::async(std::launch::async, [] { return compute(1); });
  }
  ~PackagedTask() {}
};

class PackagedTaskOfInitializer {
  std::future<int> value;

public:
  PackagedTaskOfInitializer()
      : value(std::async(std::launch::async, [] { return compute(2); })) {}
};

class NotOneself : public std::enable_shared_from_this<NotOneself> {
  std::atomic<bool> stop{false};
  std::thread thread;

  void run() {
    while (!stop)
      std::this_thread::yield();
  }

public:
  void start() {
    thread = std::thread([self = shared_from_this()] { self->run(); });
  }
  ~NotOneself() {
    stop = true;
    if (thread.joinable())
      thread.join();
  }
};

struct Server {
  bool listen();
  void stop();
};
class StopWhatRuns {
  Server server;
  std::thread thread;

public:
  StopWhatRuns() : thread([this] { server.listen(); }) {}
  ~StopWhatRuns() { thread.join(); }
};

class Queue {
  std::mutex mutex_;
  std::condition_variable ready_;
  std::queue<int> items_;
  bool closed_ = false;

public:
  void close() {
    std::lock_guard<std::mutex> lock(mutex_);
    closed_ = true;
    ready_.notify_all();
  }
  std::optional<int> pop() {
    std::unique_lock<std::mutex> lock(mutex_);
    ready_.wait(lock, [this] { return closed_ || !items_.empty(); });
    if (items_.empty())
      return std::nullopt;
    int item = items_.front();
    items_.pop();
    return item;
  }
};

void handle(int);

class StopWhatIsAsked {
  Queue queue_;
  std::thread thread_{[this] { run(); }};

  void run() {
    for (;;) {
      auto item = queue_.pop();
      if (!item)
        break;
      handle(*item);
    }
  }

public:
  ~StopWhatIsAsked() { thread_.join(); }
};

class SleepInTurns {
  std::atomic<bool> stop{false};
  std::thread thread{[this] {
    while (!stop)
      std::this_thread::sleep_for(std::chrono::hours(1));
  }};

public:
  ~SleepInTurns() {
    stop = true;
    thread.join();
  }
};

template <class F> struct Guard {
  F run;
  ~Guard() { run(); }
};
template <class F> Guard(F) -> Guard<F>;
int callAtEnd(int socket) {
  Guard goodbye{[&] { say(socket, "bye"); }};
  return socket + 1;
}

// The lock of a wait for a condition goes with it.
class ExplicitEndOfSection {
  std::mutex mutex;
  std::condition_variable idle;
  bool busy = false;
  int *data = nullptr;

  void await(std::unique_lock<std::mutex> &lock) {
    while (busy)
      idle.wait(lock);
  }

public:
  void done() {
    std::lock_guard<std::mutex> lock(mutex);
    busy = false;
    idle.notify_all();
  }
  void again(std::unique_lock<std::mutex> &lock) { await(lock); }
  ~ExplicitEndOfSection() {
    std::unique_lock<std::mutex> lock(mutex, std::defer_lock);
    lock.lock();
    busy = busy && data;
    await(lock);
    lock.unlock();
    delete data;
  }
};

// A parameter that only the sleep had.
class BriefSleepOfParameter {
  static void pause(unsigned ms) { usleep(ms * 1000); }

public:
  explicit BriefSleepOfParameter(unsigned ms) : ms(ms) {}
  ~BriefSleepOfParameter() { pause(ms); }

private:
  unsigned ms;
};

namespace own {
template <typename T> class Atomic : public std::atomic<T> {
public:
  using std::atomic<T>::atomic;
  using std::atomic<T>::operator=;
};
} // namespace own

struct AskToStopOwn {
  own::Atomic<bool> running{true};
  std::thread thread{[this] {
    while (running)
      std::this_thread::yield();
  }};
  ~AskToStopOwn() { thread.join(); }
};

// Brief in each turn is not brief: the turns are what waits.
class ExplicitEndOfTurns {
  static void pause() { usleep(5000); }
  int left = 100;

public:
  void more() { ++left; }
  ~ExplicitEndOfTurns() {
    while (left-- > 0)
      pause();
  }
};

// A guard that ends at once, and one that copies what is set later.
void endsAtOnce(int fd) {
  Guard{[fd] { ::fsync(fd); }};
  say(fd, "x");
}
int open();
void isSetLater() {
  int fd = -1;
  Guard guard{[fd] {
    if (fd >= 0)
      ::fsync(fd);
  }};
  fd = open();
}
