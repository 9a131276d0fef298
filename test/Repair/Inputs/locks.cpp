// One finding for each kind of repair of cleanup-lock-held-over-wait.
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

struct Settles {
  int result = 0;
  ~Settles();
};

class Service {
  std::mutex mutex;
  bool running = true;
  int value = 0;
  std::thread thread;
  std::future<int> next;
  std::unique_ptr<Settles> one;
  std::vector<std::function<void()>> slots;

public:
  void connect(std::function<void()> slot) {
    std::lock_guard<std::mutex> lock(mutex);
    slots.push_back(std::move(slot));
  }
  void closeScope() {
    std::lock_guard<std::mutex> lock(mutex);
    running = false;
    thread.join();
  }
  void unlockBefore() {
    std::lock_guard<std::mutex> lock(mutex);
    next.wait();
    value = 1;
  }
  void moveOut() {
    std::lock_guard<std::mutex> lock(mutex);
    one.reset();
  }
  void declareBefore() {
    std::lock_guard<std::mutex> lock(mutex);
    Settles s;
    value = s.result;
  }
  void copyOut() {
    std::lock_guard<std::mutex> lock(mutex);
    for (auto &slot : slots)
      slot();
  }
};
Settles::~Settles() { std::this_thread::sleep_for(std::chrono::seconds(1)); }
