// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// A thread that was asked to stop, and hears it, is joined within one turn: that
// is no wait to speak of, unless it needs the lock for that turn.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <sys/socket.h>
#include <thread>

// Each with a mutex of its own for its thread.
class Poller {
  std::mutex Asleep;
  std::condition_variable Wake;
  std::atomic<bool> Quit{false};
  std::atomic<int> Turns{0};
  std::thread Worker;
  void run() {
    std::unique_lock<std::mutex> Hold(Asleep);
    while (!Quit) {
      ++Turns;
      Wake.wait_for(Hold, std::chrono::milliseconds(5));
    }
  }

public:
  void start() { Worker = std::thread(&Poller::run, this); }
  void stop() {
    Quit = true;
    Wake.notify_all();
    if (Worker.joinable())
      Worker.join();
  }
  void finish() {
    if (Worker.joinable())
      Worker.join();
  }
  int turns() const { return Turns; }
};

class Screen {
  std::mutex Settings;
  Poller Refresh;
  int Width = 0;

public:
  void off_ok() {
    std::lock_guard<std::mutex> Hold(Settings);
    Width = 0;
    Refresh.stop();
  }
  void off_bad() {
    std::lock_guard<std::mutex> Hold(Settings);
    Width = 0;
    // CHECK: [[@LINE+1]]:5: warning: 'Settings' is held while 'Screen::off_bad' waits for a thread to end
    Refresh.finish();
  }
  int turns_ok() {
    std::lock_guard<std::mutex> Hold(Settings);
    return Refresh.turns();
  }
};

// The thread waits for a peer, and does not hear the flag.
class Receiver_bad {
  std::mutex State;
  std::atomic<bool> Halted{false};
  int Peer = -1;
  long Got = 0;
  std::thread Reading{[this] {
    char Byte;
    while (!Halted)
      Got += ::recv(Peer, &Byte, 1, 0);
  }};

public:
  void halt() {
    std::lock_guard<std::mutex> Hold(State);
    Halted = true;
    // CHECK: [[@LINE+1]]:5: warning: 'State' is held while 'Receiver_bad::halt' waits for a thread to end
    Reading.join();
  }
};

// A part's thread comes back for the lock of the whole, of that object or another.
class Whole;
class Part {
  Whole *Of;
  std::atomic<bool> Ended{false};
  std::thread Runs;
  void work();

public:
  explicit Part(Whole *W) : Of(W) {}
  void begin() {
    Runs = std::thread([this] { work(); });
  }
  void end() {
    Ended = true;
    Runs.join();
  }
};
class Whole {
  std::mutex Guarding;
  std::unique_ptr<Part> First;
  int Reports = 0;

public:
  void report() {
    std::lock_guard<std::mutex> Hold(Guarding);
    ++Reports;
  }
  void drop_bad() {
    std::lock_guard<std::mutex> Hold(Guarding);
    // CHECK: [[@LINE+1]]:5: warning: 'Guarding' is held while 'Whole::drop_bad' waits for a thread to end ('std::thread::join') with no bound; deadlock if the 'Whole::Guarding' that the awaited thread takes is the same object's
    First->end();
  }
};
void Part::work() {
  while (!Ended)
    Of->report();
}

// What a timer runs by a pointer to a member comes back for the lock.
class Timer;
struct Callback {
  virtual ~Callback() = default;
  virtual void run() = 0;
};
template <class Of> class Calls : public Callback {
  Of *Object;
  void (Of::*Method)();

public:
  Calls(Of *O, void (Of::*M)()) : Object(O), Method(M) {}
  void run() override { (Object->*Method)(); }
};
class Timer {
  std::unique_ptr<Callback> Each;
  std::atomic<bool> Over{false};
  std::thread Ticking;
  void tick() {
    while (!Over) {
      Each->run();
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }

public:
  void start(std::unique_ptr<Callback> What) {
    Each = std::move(What);
    Ticking = std::thread([this] { tick(); });
  }
  void cease() {
    Over = true;
    Ticking.join();
  }
};
class Pool {
  std::mutex Idle;
  int Sessions = 0;
  Timer Janitor;
  void sweep() {
    std::lock_guard<std::mutex> Hold(Idle);
    Sessions = 0;
  }

public:
  Pool() { Janitor.start(std::make_unique<Calls<Pool>>(this, &Pool::sweep)); }
  void shutdown_bad() {
    std::lock_guard<std::mutex> Hold(Idle);
    // CHECK: [[@LINE+1]]:5: warning: 'Idle' is held while 'Pool::shutdown_bad' waits for a thread to end ('std::thread::join') with no bound; deadlock if the 'Pool::Idle' that the awaited thread takes is the same object's
    Janitor.cease();
  }
};

// Where it is not written that anything ends, nobody thinks of whom it waits for.
class Ended {
  Poller Inner;

public:
  Ended() { Inner.start(); }
  ~Ended() { Inner.stop(); }
};
class Feeds_bad {
  std::mutex FeedsLock;
  std::map<int, std::shared_ptr<Ended>> Feeds;

public:
  void drop(int Id) {
    std::lock_guard<std::mutex> Hold(FeedsLock);
    // CHECK: [[@LINE+1]]:5: warning: 'FeedsLock' is held while 'Feeds_bad::drop' waits for a thread to end ('std::thread::join')
    Feeds.erase(Id);
  }
};
class Feeds_ok {
  std::mutex KeptLock;
  std::map<int, std::shared_ptr<Ended>> Kept;

public:
  void drop(int Id) {
    std::shared_ptr<Ended> Last;
    std::lock_guard<std::mutex> Hold(KeptLock);
    if (auto Found = Kept.find(Id); Found != Kept.end()) {
      Last = std::move(Found->second);
      Kept.erase(Found);
    }
  }
};
