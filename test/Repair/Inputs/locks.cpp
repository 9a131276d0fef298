// One finding for each kind of repair of cleanup-lock-held-over-wait.
#include <chrono>
#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// A guard that cannot be unlocked, of a lock that is none of std.
struct Section {
  void Enter() { mutex.lock(); }
  void Leave() { mutex.unlock(); }

private:
  std::mutex mutex;
};
class Within {
  Section &section;

public:
  explicit Within(Section &section) : section(section) { section.Enter(); }
  ~Within() { section.Leave(); }
};

// A lock and a guard that are not unlocked either, with the names of std.
struct Own {
  void lock() { mutex.lock(); }
  void unlock() { mutex.unlock(); }

private:
  std::mutex mutex;
};
class Scoped {
  Own &own;

public:
  explicit Scoped(Own &own) : own(own) { own.lock(); }
  ~Scoped() { own.unlock(); }
};

// A guard of a lock that is not always there.
class Perhaps {
  Own *own;

public:
  explicit Perhaps(Own *own) : own(own) {
    if (own)
      own->lock();
  }
  ~Perhaps() {
    if (own)
      own->unlock();
  }
};
class Always {
  Own *own;

public:
  explicit Always(Own *own) : own(own) { own->lock(); }
  ~Always() { own->unlock(); }
};
#define UNLIKELY(C) __builtin_expect(!!(C), 0)

void enterSection(Own &own) { own.lock(); }
void leaveSection(Own &own) { own.unlock(); }

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
  Section section;
  std::thread other;
  Own own;
  bool join() { return thread.join(), running; }

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
  void dropLock() {
    std::lock_guard<std::mutex> lock(mutex);
    thread.join();
  }
  void twoSections() {
    Within within(section);
    running = false;
    thread.join();
    running = true;
  }
  void unlockCall() {
    mutex.lock();
    running = false;
    thread.join();
    mutex.unlock();
  }
  void swapOut() {
    std::lock_guard<std::mutex> lock(mutex);
    for (auto &slot : slots)
      slot();
    slots.clear();
  }
  bool unlockBeforeTwo() { // both are joined without
    std::lock_guard<std::mutex> lock(mutex);
    if (running)
      return false;
    thread.join();
    other.join();
    return true;
  }
  void unlockBeforeOf(std::vector<std::future<int>> all) { // a local's walk
    std::lock_guard<std::mutex> lock(mutex);
    for (auto &each : all)
      each.wait();
    running = false;
  }
  void unlockBeforeInCase(int which) {
    std::lock_guard<std::mutex> lock(mutex);
    switch (which) {
    case 1:
      thread.join();
      break;
    }
    running = false;
  }
  bool unlockBeforeOfOurs() { // its guard becomes one of std
    Scoped scoped(own);
    if (!join())
      return false;
    running = false;
    return true;
  }
  void unlockBeforeValue() { // without braces around it
    std::lock_guard<std::mutex> lock(mutex);
    if (running)
      value = next.get();
    running = false;
  }
  bool dropLockOfReturn() {
    Scoped scoped(own);
    return join();
  }
  void unlockCallOf() {
    enterSection(own);
    if (thread.joinable())
      thread.join();
    leaveSection(own);
  }
  void copyOut() {
    std::lock_guard<std::mutex> lock(mutex);
    for (auto &slot : slots)
      slot();
  }
};
Settles::~Settles() { std::this_thread::sleep_for(std::chrono::seconds(1)); }

// What is replaced ends, and that waits.
struct Replaces {
  std::mutex mutex;
  std::unique_ptr<Settles> one;
  int value = 0;
  void unlockBeforeEnd() {
    std::lock_guard<std::mutex> lock(mutex);
    one = nullptr;
    value = 1;
  }
};

// Whoever replaces the client meanwhile does not end this one.
struct Client {
  void send() { std::this_thread::sleep_for(std::chrono::seconds(1)); }
};
class CopyPointer_bad {
  std::mutex mutex;
  std::shared_ptr<Client> client;
  int sent = 0;

public:
  void send() {
    std::lock_guard<std::mutex> lock(mutex);
    ++sent;
    client->send();
    ++sent;
  }
};

// Two locks are locked again in their order.
class Outside_bad {
  std::mutex sending, blocking;
  std::condition_variable ready;
  int left = 0;

public:
  void send(int need) {
    std::unique_lock<std::mutex> guard(sending);
    if (left < need) {
      std::unique_lock<std::mutex> lock(blocking);
      while (left < need)
        ready.wait(lock);
    }
    left -= need;
  }
};

// What is asked in part, and what is walked over is a local's.
class Partly_bad {
  std::mutex mutex;
  std::vector<int> pending;
  int state = 0;

public:
  bool leave(bool quick) {
    std::lock_guard<std::mutex> lock(mutex);
    state = 1;
    if (quick || !await())
      return false;
    std::vector<int> copy = pending;
    for (auto i = copy.begin(); i != copy.end(); ++i)
      std::this_thread::sleep_for(std::chrono::seconds(*i));
    state = 2;
    return true;
  }

private:
  static bool await() {
    std::this_thread::sleep_for(std::chrono::seconds(1));
    return true;
  }
};

// A member that waits ends before the lock beside it.
struct Lingers {
  ~Lingers() { std::this_thread::sleep_for(std::chrono::seconds(1)); }
};
class Job_bad {
  std::unique_lock<std::mutex> lock;
  // Begins at once.
  Lingers lingers;
  int number;

public:
  Job_bad(std::mutex &mutex, int number)
      : lock(mutex), lingers(Lingers()), number(number) {}
  int next() { return ++number; }
};
int job(std::mutex &mutex) {
  Job_bad job(mutex, 1);
  return job.next();
}

// A pointer that is emptied in one step.
template <typename T> class Shared_bad {
  static std::mutex mutex;
  static unsigned users;
  static T *object;

public:
  ~Shared_bad() {
    const std::scoped_lock<std::mutex> lock(mutex);
    if (--users > 0)
      return;
    delete std::exchange(object, nullptr);
  }
};
template <typename T> std::mutex Shared_bad<T>::mutex;
template <typename T> unsigned Shared_bad<T>::users = 0;
template <typename T> T *Shared_bad<T>::object = nullptr;
void share() { Shared_bad<Lingers> shared; }

// Where the guard was given no lock, there is none to unlock.
class Perhaps_bad {
  Own own;
  std::thread thread;
  std::future<int> next;
  bool shared = true;
  int value = 0;
  int leave() { return thread.join(), value; }

public:
  void unlockBefore() {
    Perhaps perhaps(shared ? &own : nullptr);
    value = 1;
    thread.join();
    value = 2;
  }
  int askUnlocked() {
    const bool alone = !shared;
    Perhaps perhaps(alone ? nullptr : &own);
    if (UNLIKELY(leave() != 0))
      return -1;
    return value;
  }
  void askUnlockedOf(Own *other) {
    Always always(other);
    value = next.get();
    value += 1;
  }
};
