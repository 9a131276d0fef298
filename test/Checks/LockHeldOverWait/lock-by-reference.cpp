// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// A part has its owner's lock by reference, and takes it on its own thread.

#include <atomic>
#include <chrono>
#include <deque>
#include <mutex>
#include <thread>

class Stream {
public:
  virtual ~Stream() = default;
  void play() {
    On = true;
    T = std::thread([this] {
      while (On && more())
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    });
  }
  void stop() {
    if (!On.exchange(false))
      return;
    T.join();
  }

protected:
  virtual bool more() = 0;

private:
  std::atomic<bool> On{false};
  std::thread T;
};

class Sound : public Stream {
public:
  explicit Sound(std::mutex &M) : Mutex(M) {}

protected:
  bool more() override {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (Packets.empty())
      return false;
    Packets.pop_front();
    return true;
  }

private:
  std::mutex &Mutex;
  std::deque<int> Packets;
};

class Movie_bad {
public:
  void stop() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Playing = false;
    Audio.stop(); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: 'Mutex' is held while 'Movie_bad::stop' waits for a thread to end {{.*}}deadlock
  }
  bool playing() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Playing;
  }

private:
  std::mutex Mutex;
  bool Playing = false;
  Sound Audio{Mutex};
};
