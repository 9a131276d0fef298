// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// The same lock again: in a predicate, and through an object that leads back.
#include <algorithm>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

class Queue {
  std::mutex m;
  std::condition_variable cv;
  int size = 0;

public:
  bool empty() {
    std::lock_guard g(m);
    return size == 0;
  }
  void predicate_bad() {
    std::unique_lock l(m);
    cv.wait(l, [this] { return !empty(); }); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'm'
  }
  void predicate_ok() {
    std::unique_lock l(m);
    cv.wait(l, [this] { return size != 0; });
  }
  void thread_ok() {
    std::lock_guard g(m);
    std::thread([this] { empty(); }).detach();
  }
};

class Server;
class Session {
  Server &server;
  int id;

public:
  Session(Server &s, int id) : server(s), id(id) {}
  ~Session();
  void poke();
};
class Server {
  std::mutex m;
  std::vector<std::unique_ptr<Session>> all;
  std::map<int, std::weak_ptr<Session>> weak;
  int closed = 0;

public:
  void add(int id) {
    auto s = std::make_unique<Session>(*this, id);
    std::lock_guard g(m);
    all.push_back(std::move(s));
  }
  void onClosed() {
    std::lock_guard g(m);
    ++closed;
  }
  void clear_bad() {
    std::lock_guard g(m);
    all.clear(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'm'
  }
  void poke_bad() {
    std::lock_guard g(m);
    all.front()->poke(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'm'
  }
  bool lastReference_bad(int id) {
    std::lock_guard g(m);
    auto s = weak[id].lock(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'm'
    return s != nullptr;
  }
  bool expired_ok(int id) {
    std::lock_guard g(m);
    return weak[id].expired();
  }
  void swapped_ok() {
    std::vector<std::unique_ptr<Session>> ending;
    {
      std::lock_guard g(m);
      ending.swap(all);
    }
  }
};
Session::~Session() { server.onClosed(); }
void Session::poke() { server.onClosed(); }

// Nobody hands itself over: the other server may be another one.
class Peers {
  std::mutex m;
  std::vector<std::unique_ptr<class Link>> links;

public:
  void touch() { std::lock_guard g(m); }
  void drop_ok();
};
class Link {
  Peers *far;

public:
  explicit Link(Peers *far) : far(far) {}
  ~Link() { far->touch(); }
};
void Peers::drop_ok() {
  std::lock_guard g(m);
  links.clear();
}

/// Back into the object over another one.
namespace back {
class Owner;
class Child {
public:
  explicit Child(Owner &o) : o(o) {}
  ~Child();

private:
  Owner &o;
};
class Owner {
  std::mutex m, other;
  std::unique_ptr<Child> c = std::make_unique<Child>(*this);

public:
  void close_bad() {
    std::lock_guard g(m);
    c.reset(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'm'
  }
  void shut_bad() {
    std::lock_guard g(m);
    c.reset(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'm'
  }
  void otherLock_ok() {
    std::lock_guard g(other);
    c.reset();
  }
  void swappedOut_ok() {
    std::unique_ptr<Child> old;
    std::lock_guard g(m);
    old.swap(c);
  }
};
Child::~Child() { o.close_bad(); }

class Room;
class Guest {
public:
  explicit Guest(std::weak_ptr<Room> r) : r(std::move(r)) {}
  ~Guest();

private:
  std::weak_ptr<Room> r;
};
class Room : public std::enable_shared_from_this<Room> {
  std::mutex m;
  std::unique_ptr<Guest> g;
  int left = 0;

public:
  void enter() { g = std::make_unique<Guest>(weak_from_this()); }
  void leaves() {
    std::lock_guard l(m);
    ++left;
  }
  void drop_bad() {
    std::lock_guard l(m);
    g.reset(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'm'
  }
};
Guest::~Guest() {
  if (auto room = r.lock())
    room->leaves();
}

class Entry;
class Registry {
  std::mutex m;
  std::unique_ptr<Entry> e;
  int gone = 0;
  Registry() = default;

public:
  static Registry &get() {
    static Registry r;
    return r;
  }
  void removed() {
    std::lock_guard l(m);
    ++gone;
  }
  void drop_bad();
  void drop_ok();
};
class Entry {
public:
  ~Entry() { Registry::get().removed(); }
};
void Registry::drop_bad() {
  std::lock_guard l(m);
  e.reset(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'm'
}
void Registry::drop_ok() {
  std::unique_ptr<Entry> old;
  std::lock_guard l(m);
  old = std::move(e);
}

class Timer {
  std::function<void()> f;

public:
  explicit Timer(std::function<void()> f) : f(std::move(f)) {}
  void fire() {
    if (f)
      f();
  }
};
class Ticking {
  std::mutex m, other;
  Timer t{[this] { tick(); }};
  int n = 0;

public:
  void tick() {
    std::lock_guard l(m);
    ++n;
  }
  void now_bad() {
    std::lock_guard l(m);
    t.fire(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'm'
  }
  void now_ok() {
    std::lock_guard l(other);
    t.fire();
  }
};
} // namespace back
