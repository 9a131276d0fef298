// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Who puts a session among those that are done with has ended it, or knows that it
// has nothing to wait for: there it does not wait any more.
#include <chrono>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

class Session {
  bool open_ = true;
  bool lost_ = false;

public:
  void open() { open_ = true; }
  void lose() { lost_ = true; }
  bool isLost() const { return lost_; }
  void linger() {
    if (!open_)
      return;
    while (!lost_)
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    open_ = false;
  }
  void lingerAgain() {
    while (!lost_)
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    open_ = false;
  }
};

class Ended {
  std::mutex m_;
  std::map<int, Session *> open_, done_;

public:
  void end(int id) {
    Session *s = open_[id];
    s->linger();
    std::lock_guard<std::mutex> l(m_);
    open_.erase(id);
    done_[id] = s;
  }
  void sweep_ok() {
    std::lock_guard<std::mutex> l(m_);
    for (auto i = open_.begin(); i != open_.end(); ++i) {
      Session *s = i->second;
      if (s->isLost())
        done_[i->first] = s;
    }
    for (auto i = done_.begin(); i != done_.end(); ++i) {
      Session *s = i->second;
      s->linger();
    }
  }
};

class EndedByHelper {
  std::mutex m_;
  std::vector<Session *> done_;
  static void stop(Session *s) { s->linger(); }

public:
  void end(Session *s) {
    stop(s);
    std::lock_guard<std::mutex> l(m_);
    done_.push_back(s);
  }
  void sweep_ok() {
    std::lock_guard<std::mutex> l(m_);
    for (Session *s : done_)
      s->linger();
  }
};

class SomeOpen {
  std::mutex m_;
  std::vector<Session *> done_;

public:
  void end(Session *s) {
    s->linger();
    std::lock_guard<std::mutex> l(m_);
    done_.push_back(s);
  }
  void drop(Session *s) {
    std::lock_guard<std::mutex> l(m_);
    done_.push_back(s);
  }
  void sweep_bad() {
    std::lock_guard<std::mutex> l(m_);
    for (Session *s : done_)
      // CHECK: :[[@LINE+1]]:{{.*}}warning: 'm_' is held while 'SomeOpen::sweep_bad' sleeps
      s->linger();
  }
};

class OnOneWay {
  std::mutex m_;
  std::vector<Session *> done_;

public:
  void end(Session *s, bool gently) {
    if (gently)
      s->linger();
    std::lock_guard<std::mutex> l(m_);
    done_.push_back(s);
  }
  void sweep_bad() {
    std::lock_guard<std::mutex> l(m_);
    for (Session *s : done_)
      // CHECK: :[[@LINE+1]]:{{.*}}warning: 'm_' is held while 'OnOneWay::sweep_bad' sleeps
      s->linger();
  }
};

class NeverAsks {
  std::mutex m_;
  std::vector<Session *> done_;

public:
  void end(Session *s) {
    s->lingerAgain();
    std::lock_guard<std::mutex> l(m_);
    done_.push_back(s);
  }
  void sweep_bad() {
    std::lock_guard<std::mutex> l(m_);
    for (Session *s : done_)
      // CHECK: :[[@LINE+1]]:{{.*}}warning: 'm_' is held while 'NeverAsks::sweep_bad' sleeps
      s->lingerAgain();
  }
};

class Swapped {
  std::mutex m_;
  std::vector<Session *> open_, done_;

public:
  void add(Session *s) {
    std::lock_guard<std::mutex> l(m_);
    open_.push_back(s);
  }
  void end(Session *s) {
    s->linger();
    std::lock_guard<std::mutex> l(m_);
    done_.push_back(s);
  }
  void endAll() {
    std::lock_guard<std::mutex> l(m_);
    done_.swap(open_);
  }
  void sweep_bad() {
    std::lock_guard<std::mutex> l(m_);
    for (Session *s : done_)
      // CHECK: :[[@LINE+1]]:{{.*}}warning: 'm_' is held while 'Swapped::sweep_bad' sleeps
      s->linger();
  }
};

// What is found open is not what was lost.
class FoundOpen {
  std::mutex m_;
  std::vector<Session *> done_;

public:
  void end(Session *s) {
    std::lock_guard<std::mutex> l(m_);
    if (!s->isLost())
      done_.push_back(s);
  }
  void sweep_bad() {
    std::lock_guard<std::mutex> l(m_);
    for (Session *s : done_)
      // CHECK: :[[@LINE+1]]:{{.*}}warning: 'm_' is held while 'FoundOpen::sweep_bad' sleeps
      s->linger();
  }
};

class Emplaced {
  std::mutex m_;
  std::map<int, Session *> done_;

public:
  void end(int id, Session *s) {
    s->linger();
    std::lock_guard<std::mutex> l(m_);
    done_[id] = s;
  }
  void add(int id, Session *s) {
    std::lock_guard<std::mutex> l(m_);
    done_.emplace(id, s);
  }
  void sweep_bad() {
    std::lock_guard<std::mutex> l(m_);
    for (auto i = done_.begin(); i != done_.end(); ++i)
      // CHECK: :[[@LINE+1]]:{{.*}}warning: 'm_' is held while 'Emplaced::sweep_bad' sleeps
      i->second->linger();
  }
};

// They may be opened again where they are.
class Reopened {
  std::mutex m_;
  std::vector<Session *> done_;

public:
  void end(Session *s) {
    s->linger();
    std::lock_guard<std::mutex> l(m_);
    done_.push_back(s);
  }
  void reopen() {
    std::lock_guard<std::mutex> l(m_);
    for (Session *s : done_)
      s->open();
  }
  void sweep_bad() {
    std::lock_guard<std::mutex> l(m_);
    for (Session *s : done_)
      // CHECK: :[[@LINE+1]]:{{.*}}warning: 'm_' is held while 'Reopened::sweep_bad' sleeps
      s->linger();
  }
};

int main() {
  static Ended ended;
  static EndedByHelper helped;
  static SomeOpen some;
  static OnOneWay one;
  static NeverAsks never;
  static Swapped swapped;
  static FoundOpen found;
  Session *s = new Session;
  ended.end(1);
  ended.sweep_ok();
  helped.end(s);
  helped.sweep_ok();
  some.end(s);
  some.drop(s);
  some.sweep_bad();
  one.end(s, s->isLost());
  one.sweep_bad();
  never.end(s);
  never.sweep_bad();
  swapped.add(s);
  swapped.end(s);
  swapped.endAll();
  swapped.sweep_bad();
  found.end(s);
  found.sweep_bad();
  static Emplaced emplaced;
  static Reopened reopened;
  emplaced.end(1, s);
  emplaced.add(2, s);
  emplaced.sweep_bad();
  reopened.end(s);
  reopened.reopen();
  reopened.sweep_bad();
  s->lose();
}
