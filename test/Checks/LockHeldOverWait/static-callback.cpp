// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// A callback that is seen, by a pointer to a static method, comes back for the
// lock that it is run under.

#include <mutex>

typedef void (*Ended)(unsigned Voice, void *User);

class Mixer_bad {
public:
  void onEnded(Ended Callback, void *Of) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Tell = Callback;
    User = Of;
  }
  void stop(unsigned Voice) {
    std::lock_guard<std::mutex> Lock(Mutex);
    end(Voice); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: deadlock: 'Mutex', which is held here, is taken again by the callback 'Player::ended'
  }
  unsigned count() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Active;
  }

private:
  void end(unsigned Voice) {
    --Active;
    if (Tell)
      Tell(Voice, User);
  }
  std::mutex Mutex;
  Ended Tell = nullptr;
  void *User = nullptr;
  unsigned Active = 0;
};
class Player {
public:
  Player() { Mixer.onEnded(&Player::ended, this); }

private:
  static void ended(unsigned, void *User) {
    auto *Self = static_cast<Player *>(User);
    Self->Last = Self->Mixer.count();
  }
  Mixer_bad Mixer;
  unsigned Last = 0;
};

class Drum_ok {
public:
  void onEnded(Ended Callback, void *Of) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Tell = Callback;
    User = Of;
  }
  void stop(unsigned Voice) {
    std::lock_guard<std::mutex> Lock(Mutex);
    end(Voice);
  }

private:
  void end(unsigned Voice) {
    --Active;
    if (Tell)
      Tell(Voice, User);
  }
  std::mutex Mutex;
  Ended Tell = nullptr;
  void *User = nullptr;
  unsigned Active = 0;
};
class Drummer {
public:
  Drummer() { Drum.onEnded(&Drummer::ended, this); }

private:
  static void ended(unsigned Voice, void *User) {
    static_cast<Drummer *>(User)->Last = Voice;
  }
  Drum_ok Drum;
  unsigned Last = 0;
};
