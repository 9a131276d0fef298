// One finding for each kind of repair of cleanup-blocking-call and
// cleanup-network-io.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <future>
#include <mutex>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>

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
