// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// TELLS: Observer Listener onRecorded wakeIfReady
// Stored callbacks and slots, run under a lock that coming back would take.
#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

struct Listener { virtual ~Listener() = default; virtual void changed(int) = 0; };

class Subject {
  std::mutex m;
  std::function<void()> one;
  std::vector<std::function<void()>> list;
  std::map<int, std::function<void()>> byId;
  std::vector<Listener *> listeners;

public:
  void add(std::function<void()> f) {
    std::lock_guard g(m);
    list.push_back(std::move(f));
  }
  void one_bad() {
    std::lock_guard g(m);
    if (one)
      one(); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}deadlock if that calls back
  }
  void all_bad() {
    std::lock_guard g(m);
    for (auto &f : list)
      f(); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}deadlock if that calls back
  }
  void found_bad(int id) {
    std::lock_guard g(m);
    if (auto it = byId.find(id); it != byId.end())
      it->second(); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}deadlock if that calls back
  }
  void listeners_bad() {
    std::lock_guard g(m);
    for (Listener *l : listeners)
      l->changed(1); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}deadlock if that calls back
  }
  void copied_ok() {
    std::vector<std::function<void()>> copy;
    {
      std::lock_guard g(m);
      copy = list;
    }
    for (auto &f : copy)
      f();
  }
  void unlocked_ok() {
    std::unique_lock l(m);
    auto f = one;
    l.unlock();
    if (f)
      f();
  }
};

class Recursive {
  std::recursive_mutex m;
  std::function<void()> f;

public:
  void set(std::function<void()> to) {
    std::lock_guard g(m);
    f = std::move(to);
  }
  void run_ok() {
    std::lock_guard g(m);
    if (f)
      f();
  }
  void fire() {
    std::unique_lock l(m);
    auto copy = f;
    l.unlock();
    copy();
  }
  void level_bad() {
    std::lock_guard g(m);
    fire(); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}its own level of the recursive lock
  }
};

// Callbacks that are reached over an iterator, or by an algorithm.
#include <algorithm>
#include <map>
#include <memory>
class Timers {
  std::mutex m;
  std::map<int, std::function<void()>> byId;
  std::vector<std::shared_ptr<std::function<void(int)>>> slots;

public:
  void add(int id, std::function<void()> f) {
    std::lock_guard g(m);
    byId[id] = std::move(f);
  }
  void byIterator_bad() {
    std::lock_guard g(m);
    for (auto it = byId.begin(); it != byId.end(); ++it)
      it->second(); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while {{.*}} deadlock if that calls back
  }
  void byAlgorithm_bad() {
    std::lock_guard g(m);
    std::for_each(slots.begin(), slots.end(), [](auto &s) { (*s)(1); }); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while {{.*}} deadlock if that calls back
  }
  void copied_ok() {
    std::vector<std::shared_ptr<std::function<void(int)>>> copy;
    {
      std::lock_guard g(m);
      copy = slots;
    }
    std::for_each(copy.begin(), copy.end(), [](auto &s) { (*s)(1); });
  }
  void handed_ok(std::vector<std::function<void()>> &theirs) {
    std::lock_guard g(m);
    std::for_each(theirs.begin(), theirs.end(), [](auto &f) { f(); });
  }
};

// What is run is the lambda written here; the stored object only runs it.
struct Items { void forEach(std::function<void(int)> f); };
class Visits {
  std::mutex m;
  Items *items = nullptr;
  int sum = 0;

public:
  void setItems(Items *i) {
    std::lock_guard g(m);
    items = i;
  }
  void own_ok() {
    std::lock_guard g(m);
    items->forEach([this](int i) { sum += i; });
  }
};

// Known listeners are asked themselves.
struct Told {
  virtual ~Told() = default;
  virtual void onTold() = 0;
};
class Teller {
  std::mutex m;
  std::vector<Told *> all;

public:
  void add(Told *t) {
    std::lock_guard g(m);
    all.push_back(t);
  }
  void remove(Told *t) {
    std::lock_guard g(m);
    std::erase(all, t);
  }
  void tell_bad() {
    std::lock_guard g(m);
    for (Told *t : all)
      t->onTold(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'm'
  }
};
class Once : public Told {
  Teller &teller;

public:
  explicit Once(Teller &t) : teller(t) { teller.add(this); }
  void onTold() override { teller.remove(this); }
};

/// A number that is handed to an algorithm is nobody's callback.
class Positions {
  std::mutex m;
  std::vector<int> sorted;
  long at = 0;
  void find(int n) {
    at = std::lower_bound(sorted.begin(), sorted.end(), n) - sorted.begin();
    at = std::clamp(at, 0L, long(n));
  }
  void findBy(bool (*before)(int, int), int n) {
    at = std::lower_bound(sorted.begin(), sorted.end(), n, before) -
         sorted.begin();
  }
  bool (*order)(int, int) = nullptr;

public:
  void setOrder(bool (*before)(int, int)) {
    std::lock_guard g(m);
    order = before;
  }
  void number_ok(int n) {
    std::lock_guard g(m);
    find(n);
  }
  void comparator_ok(int n) {
    std::lock_guard g(m);
    findBy(order, n);
  }
};

/// What an object is made with, and asks, is a part of it. What is told is
/// somebody else.
struct Codec {
  virtual ~Codec() = default;
  virtual int encode(int) = 0;
  virtual void reset() = 0;
  virtual int rate() const = 0;
};
struct Observer {
  virtual ~Observer() = default;
  virtual void recorded(int) = 0;
};
struct Peer {
  virtual ~Peer() = default;
  virtual void send(int) = 0;
  virtual void onRecorded(int) = 0;
};
class Recorder {
  std::mutex m;
  Codec &codec;
  std::unique_ptr<Observer> observer;
  Peer *peer = nullptr;
  std::function<int(int)> hash;
  std::function<void(int)> done;
  int total = 0;
  virtual void started() = 0;

public:
  Recorder(Codec &c, std::unique_ptr<Observer> o, std::function<int(int)> h, std::function<void(int)> d)
      : codec(c), observer(std::move(o)), hash(std::move(h)), done(std::move(d)) {}
  virtual ~Recorder() = default;
  void setPeer(Peer *p) {
    std::lock_guard g(m);
    peer = p;
  }
  void asks_ok(int n) {
    std::lock_guard g(m);
    total += codec.encode(n) + codec.rate();
    codec.reset();
  }
  void hook_ok() {
    std::lock_guard g(m);
    started();
  }
  void hash_ok(int n) {
    std::lock_guard g(m);
    total += hash(n);
  }
  void observer_bad(int n) {
    std::lock_guard g(m);
    observer->recorded(n); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}deadlock if that calls back
  }
  void settable_bad(int n) {
    std::lock_guard g(m);
    if (peer)
      peer->send(n); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}deadlock if that calls back
  }
  void named_bad(int n) {
    std::lock_guard g(m);
    if (peer)
      peer->onRecorded(n); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}deadlock if that calls back
  }
  void told_bad(int n) {
    std::lock_guard g(m);
    done(n); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}deadlock if that calls back
  }
};

// A part of the object keeps what the object hands on.
namespace parts {
class Relay {
  void (*fn)(void *) = nullptr;
  void *arg = nullptr;

public:
  void set(void (*f)(void *), void *a) { fn = f; arg = a; }
  void pass() { fn(arg); }
};
class Client {
  std::mutex m;
  Relay relay, own;
  int n = 0;
  static void count(void *self) { ++static_cast<Client *>(self)->n; }

public:
  Client() { own.set(count, this); }
  void onRecorded(void (*f)(void *), void *a) {
    std::lock_guard g(m);
    relay.set(f, a);
  }
  void handedOn_bad() {
    std::lock_guard g(m);
    relay.pass(); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}deadlock if that calls back
  }
  void itsOwn_ok() {
    std::lock_guard g(m);
    own.pass();
  }
};
class Confirms {
  struct State {
    std::mutex m;
    std::map<int, std::pair<int, std::function<void(int)>>> waiting;
  };
  std::shared_ptr<State> state = std::make_shared<State>();

public:
  void add(int id, std::function<void(int)> f) {
    std::lock_guard g(state->m);
    state->waiting.emplace(id, std::make_pair(0, std::move(f)));
  }
  static void found_bad(const std::shared_ptr<State> &s, int id) {
    std::lock_guard g(s->m);
    auto it = s->waiting.find(id);
    if (it != s->waiting.end())
      it->second.second(id); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}deadlock if that calls back
  }
  static void out_ok(const std::shared_ptr<State> &s, int id) {
    std::function<void(int)> f;
    {
      std::lock_guard g(s->m);
      f = std::move(s->waiting[id].second);
    }
    f(id);
  }
};
} // namespace parts

// Slots that the signal makes of what it is given.
namespace slots {
struct Slot { virtual ~Slot() = default; virtual void call(int) = 0; };
class Function : public Slot {
  std::function<void(int)> f;

public:
  explicit Function(std::function<void(int)> g) : f(std::move(g)) {}
  void call(int n) override { f(n); }
};
class Signal {
  std::mutex m;
  std::vector<std::shared_ptr<Slot>> all;

public:
  void connect(std::function<void(int)> f) {
    auto s = std::make_shared<Function>(std::move(f));
    std::lock_guard g(m);
    all.push_back(s);
  }
  void emit_bad(int n) {
    std::lock_guard g(m);
    for (auto &s : all)
      s->call(n); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}deadlock if that calls back
  }
  void emit_ok(int n) {
    std::vector<std::shared_ptr<Slot>> now;
    {
      std::lock_guard g(m);
      now = all;
    }
    for (auto &s : now)
      s->call(n);
  }
};
} // namespace slots

// Listeners that are known for as long as they live.
struct Hears {
  virtual ~Hears() = default;
  virtual void onEvent(int) = 0;
};
class Weakly {
  std::mutex m;
  std::vector<std::weak_ptr<Hears>> all;

public:
  void add(std::weak_ptr<Hears> l) {
    std::lock_guard g(m);
    all.push_back(l);
  }
  void tell_bad(int v) {
    std::lock_guard g(m);
    for (auto &w : all)
      if (auto l = w.lock())
        l->onEvent(v); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held while {{.*}} deadlock if that calls back
  }
  void told_ok(const std::weak_ptr<Hears> &one, int v) {
    std::lock_guard g(m);
    if (auto l = one.lock())
      l->onEvent(v);
  }
};

// What is owned alone is a part, although it was given.
struct Storage {
  virtual ~Storage() = default;
  virtual void put(int) = 0;
};
class Keeps {
  std::mutex m;
  std::unique_ptr<Storage> storage;
  std::vector<std::unique_ptr<Storage>> more;

public:
  void setStorage(std::unique_ptr<Storage> s) {
    std::lock_guard g(m);
    storage = std::move(s);
  }
  void addStorage(std::unique_ptr<Storage> s) {
    std::lock_guard g(m);
    more.push_back(std::move(s));
  }
  void put_ok(int n) {
    std::lock_guard g(m);
    storage->put(n);
    for (auto &s : more)
      s->put(n);
  }
};

// Whoever is woken goes on in its own thread; whoever is sent something may come
// back.
struct Part {
  virtual ~Part() = default;
  virtual void wakeIfReady() = 0;
  virtual void send(int) = 0;
};
class Scheduler {
  std::mutex m;
  std::vector<Part *> parts;

public:
  void add(Part *p) {
    std::lock_guard g(m);
    parts.push_back(p);
  }
  void run_ok() {
    std::lock_guard g(m);
    for (Part *p : parts)
      p->wakeIfReady();
  }
  void send_bad(int n) {
    std::lock_guard g(m);
    for (Part *p : parts)
      p->send(n); // CHECK: :[[@LINE]]:{{.*}}warning: 'm' is held
  }
};
