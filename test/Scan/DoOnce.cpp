// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What a macro's do { … } while (0) holds is done on every way, unless it is left
// early.
#include <mutex>
#include <unistd.h>
#include <vector>

#define RUN(...)                                                               \
  do {                                                                         \
    __VA_ARGS__;                                                               \
  } while (0)
#define RUN_EACH(...)                                                          \
  do {                                                                         \
    for (int I = 0; I != 2; ++I) {                                             \
      if (I)                                                                   \
        continue;                                                              \
      break;                                                                   \
    }                                                                          \
    __VA_ARGS__;                                                               \
  } while (0)

class Session {
  bool open_ = true;
  bool lost_ = false;

public:
  void lose() { lost_ = true; }
  void linger() {
    if (!open_)
      return;
    while (!lost_)
      sleep(1);
    open_ = false;
  }
};

class Always {
  std::mutex m_;
  std::vector<Session *> done_;

public:
  void end(Session *s) {
    RUN(s->linger());
    std::lock_guard<std::mutex> l(m_);
    done_.push_back(s);
  }
  void sweep_ok() {
    std::lock_guard<std::mutex> l(m_);
    for (Session *s : done_)
      s->linger();
  }
};

class BehindALoop {
  std::mutex m_;
  std::vector<Session *> done_;

public:
  void end(Session *s) {
    RUN_EACH(s->linger());
    std::lock_guard<std::mutex> l(m_);
    done_.push_back(s);
  }
  void sweep_ok() {
    std::lock_guard<std::mutex> l(m_);
    for (Session *s : done_)
      s->linger();
  }
};

class Sometimes {
  std::mutex m_;
  std::vector<Session *> done_;
  bool quick_ = false;

public:
  void hurry() { quick_ = true; }
  void end(Session *s) {
    do {
      if (quick_)
        break;
      s->linger();
    } while (0);
    std::lock_guard<std::mutex> l(m_);
    done_.push_back(s);
  }
  void sweep_bad() {
    std::lock_guard<std::mutex> l(m_);
    for (Session *s : done_)
      s->linger();
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: 'm_' is held while 'Sometimes::sweep_bad' sleeps
  }
};
