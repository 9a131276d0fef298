// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A class below has a lock of its own, of the same name.
#include <mutex>

class Player {
public:
  virtual ~Player() = default;
  void setVolume_ok(double To) {
    std::lock_guard<std::mutex> Hold(Lock);
    Volume = To;
    onVolume(To);
  }
  void mute_bad() {
    std::lock_guard<std::mutex> Hold(Lock);
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: deadlock: 'Lock', which is held here, is taken again
    onMute();
  }
  double volume() {
    std::lock_guard<std::mutex> Hold(Lock);
    return Volume;
  }

protected:
  virtual void onVolume(double) {}
  virtual void onMute() {}

private:
  std::mutex Lock;
  double Volume = 0;
};
class Hardware : public Player {
protected:
  void onVolume(double To) override {
    std::lock_guard<std::mutex> Hold(Lock);
    Level = To;
  }
  void onMute() override { Level = volume(); }

private:
  std::mutex Lock;
  double Level = 0;
};

// The other way round, and by a method of its own.
class Box : public Player {
  std::mutex Lock;
  int Count = 0;

public:
  void count_ok() {
    std::lock_guard<std::mutex> Hold(Lock);
    Count += int(volume());
  }
  int count() {
    std::lock_guard<std::mutex> Hold(Lock);
    return Count;
  }

protected:
  void onVolume(double) override { Count = count(); }
};
