// RUN: not %cleanexit check %s -- -std=c++20 \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// Of which class the object is that a virtual call is made on.
#include <memory>
#include <unistd.h>
#include <utility>

struct Service {
  virtual void stop() = 0;
  virtual ~Service() = default;
};
struct Waiting : Service { void stop() override { sleep(60); } };
struct Calm : Service { void stop() override {} };

// Only ever given one.
class Unique_ok {
  std::unique_ptr<Service> s = std::make_unique<Calm>();

public:
  ~Unique_ok() { s->stop(); }
};
class Raw_ok {
  Service *s;

public:
  Raw_ok() { s = new Calm; }
  ~Raw_ok() {
    s->stop();
    delete s;
  }
};
class Shared_ok {
  std::shared_ptr<Service> s;

public:
  void open() { s.reset(new Calm); }
  ~Shared_ok() {
    if (s)
      s->stop();
    s = nullptr;
  }
};
class Unique_bad {
  std::unique_ptr<Service> s = std::make_unique<Waiting>();

public:
  ~Unique_bad() { s->stop(); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}Unique_bad'{{.*}} waits with it [cleanup
};
// From a factory, and from one within another.
static std::unique_ptr<Service> makeCalm() { return std::make_unique<Calm>(); }
static std::unique_ptr<Service> make() { return makeCalm(); }
class Factory_ok {
  std::unique_ptr<Service> s;

public:
  Factory_ok() : s(make()) {}
  ~Factory_ok() { s->stop(); }
};
static std::unique_ptr<Service> makeAny(int n) {
  if (n)
    return std::make_unique<Waiting>();
  return std::make_unique<Calm>();
}
class Factory_bad {
  std::unique_ptr<Service> s;

public:
  explicit Factory_bad(int n) : s(makeAny(n)) {}
  ~Factory_bad() { s->stop(); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}Factory_bad'{{.*}}(1 of 2
};
// By the constructor's callers, all of them.
class Given_ok {
  std::unique_ptr<Service> s;

public:
  explicit Given_ok(std::unique_ptr<Service> s) : s(std::move(s)) {}
  ~Given_ok() { s->stop(); }
};
class Given_bad {
  Service &s;

public:
  explicit Given_bad(Service &s) : s(s) {}
  ~Given_bad() { s.stop(); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}Given_bad'{{.*}}(1 of 2
};
void use() {
  Given_ok a(std::make_unique<Calm>());
  Given_ok b(std::make_unique<Calm>());
  Calm calm;
  Waiting waiting;
  Given_bad c(calm);
  Given_bad d(waiting);
}
// Somebody whom nobody sees.
class Unseen_bad {
  Service *s;

public:
  explicit Unseen_bad(Service *s) : s(s) {}
  ~Unseen_bad() { s->stop(); }
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}Unseen_bad'{{.*}}(1 of 2
};
