// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What points back at the holder of the lock knows it by its interface.
#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <vector>
using Guard = std::lock_guard<std::mutex>;

struct Event {
  int id;
};
struct Observer {
  virtual ~Observer() = default;
  virtual void on_event(const Event &e) = 0;
};
struct Registry {
  virtual ~Registry() = default;
  virtual void add(Observer *o) = 0;
  virtual void remove(Observer *o) = 0;
};
class Dispatcher : public Registry {
public:
  void raise_bad(const Event &e) {
    Guard l(m);
    for (Observer *o : all)
      o->on_event(e); // CHECK: :[[@LINE]]:{{.*}}deadlock: 'm', which is held here, is taken again
  }
  void add(Observer *o) override {
    Guard l(m);
    all.push_back(o);
  }
  void remove(Observer *o) override {
    Guard l(m);
    all.erase(std::remove(all.begin(), all.end(), o), all.end());
  }

private:
  std::mutex m;
  std::vector<Observer *> all;
};
class Once : public Observer {
  Registry &r;

public:
  explicit Once(Registry &r) : r(r) { r.add(this); }
  void on_event(const Event &) override { r.remove(this); }
};

// A part that is made elsewhere, with who will have it.
class Adapter;
class Connection {
public:
  explicit Connection(Adapter *a) : a(a) {}
  virtual ~Connection();

private:
  Adapter *a;
};
class Adapter {
public:
  void created_bad(std::shared_ptr<Connection> c) {
    Guard l(m);
    last = c; // CHECK: :[[@LINE]]:{{.*}}deadlock: 'm', which is held here, is taken again
  }
  void done() {
    Guard l(m);
    ++n;
  }
  void remove_bad() {
    Guard l(m);
    last.reset(); // CHECK: :[[@LINE]]:{{.*}}deadlock: 'm', which is held here, is taken again
  }

private:
  std::mutex m;
  std::shared_ptr<Connection> last;
  int n = 0;
};
Connection::~Connection() { a->done(); }
void start(Adapter &a) { a.created_bad(std::make_shared<Connection>(&a)); }

// The same in what an element of a map holds, by an interface.
struct Link {
  virtual ~Link() = default;
};
struct Controller {
  virtual ~Controller() = default;
  virtual void gone(int k) = 0;
};
class Links : public Controller {
public:
  void created(int k, std::shared_ptr<Link> l) {
    std::shared_ptr<Link> old;
    Guard g(m);
    std::swap(old, all[k].link);
    all[k].link.swap(l);
  }
  void gone(int k) override {
    Guard g(m);
    all[k].state = 1;
  }
  void remove_bad(int k) {
    Guard g(m);
    all.erase(k); // CHECK: :[[@LINE]]:{{.*}}deadlock: 'm', which is held here, is taken again
  }

private:
  struct Info {
    std::shared_ptr<Link> link;
    int state = 0;
  };
  std::mutex m;
  std::map<int, Info> all;
};
class TcpLink : public Link {
  Controller *c;
  int k;

public:
  TcpLink(Controller *c, int k) : c(c), k(k) {}
  ~TcpLink() override { c->gone(k); }
};
void accept(Links &l, int k) { l.created(k, std::make_shared<TcpLink>(&l, k)); }

// Of two implementations the other one may be meant.
struct Sink {
  virtual ~Sink() = default;
  virtual void gone(int k) = 0;
};
class Plain_ok : public Sink {
public:
  void drop_ok(int k) {
    Guard g(m);
    all.erase(k);
  }
  void gone(int) override {
    Guard g(m);
    ++n;
  }
  void keep(int k, std::shared_ptr<Link> l) {
    std::shared_ptr<Link> old;
    Guard g(m);
    std::swap(old, all[k]);
    all[k].swap(l);
  }

private:
  std::mutex m;
  std::map<int, std::shared_ptr<Link>> all;
  int n = 0;
};
class Counting : public Sink {
  int n = 0;

public:
  void gone(int) override { ++n; }
};
class SinkLink : public Link {
  Sink *s;

public:
  explicit SinkLink(Sink *s) : s(s) {}
  ~SinkLink() override { s->gone(1); }
};
void fill(Plain_ok &p) {
  static Counting counting;
  p.keep(1, std::make_shared<SinkLink>(&counting));
}
