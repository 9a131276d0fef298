// RUN: not %cleanexit check %s -- -std=c++20 \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// Functions as one caller sees them: with the arguments it hands over, and on
// the class that its object has.
#include <mutex>
#include <unistd.h>

// A constant argument decides which block is entered.
static void finish(bool wait) {
  if (wait)
    sleep(60);
}
struct NoWait_ok { ~NoWait_ok() { finish(false); } };
struct Wait_bad { ~Wait_bad() { finish(true); } };
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}Wait_bad::~Wait_bad' sleeps

// It is handed on.
static void finishLater(int n, bool wait) {
  if (n)
    usleep(1);
  finish(wait);
}
struct HandedOn_ok { ~HandedOn_ok() { finishLater(3, false); } };
struct HandedOn_bad { ~HandedOn_bad() { finishLater(0, true); } };
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}HandedOn_bad::~HandedOn_bad' sleeps

// What stands behind a block that is left for good.
static void early(bool go) {
  if (!go)
    return;
  sleep(60);
}
struct Early_ok { ~Early_ok() { early(false); } };
struct Early_bad { ~Early_bad() { early(true); } };
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}Early_bad::~Early_bad' sleeps

// Either block, and conditions of several parts.
static void either(bool quick, bool sure, int n) {
  if (quick && n) {
    usleep(1);
  } else if (!sure) {
    sleep(60);
  }
}
struct Either_ok { int n; ~Either_ok() { either(false, true, n); } };
struct Either_bad { int n; ~Either_bad() { either(true, false, n); } };
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}Either_bad::~Either_bad' sleeps

// What is set in the function is not what was handed over.
static void changes(bool wait, int n) {
  wait = n > 3;
  if (wait)
    sleep(60);
}
struct Changes_bad { int n; ~Changes_bad() { changes(false, n); } };
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}Changes_bad::~Changes_bad' sleeps

// A switch, with what a case falls through to.
enum Kind { Poke, Nap, Doze, Rest };
static void act(Kind k) {
  switch (k) {
  case Poke:
    break;
  case Nap:
    usleep(1);
  case Doze:
    sleep(60);
    break;
  default:
    usleep(2);
  }
}
struct Poke_ok { ~Poke_ok() { act(Poke); } };
struct Rest_ok { ~Rest_ok() { act(Rest); } };
struct Nap_bad { ~Nap_bad() { act(Nap); } };
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}Nap_bad::~Nap_bad' sleeps

// The lock that only another kind of message takes.
class Sender {
  std::mutex m;
  int sent = 0;
  void send(Kind k) {
    switch (k) {
    case Poke:
      ++sent;
      break;
    default:
      std::lock_guard<std::mutex> lock(m);
      ++sent;
    }
  }

public:
  void one_ok() {
    std::lock_guard<std::mutex> lock(m);
    send(Poke);
  }
  void two_bad() {
    std::lock_guard<std::mutex> lock(m);
    send(Nap);
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: deadlock
  }
};
// Locks that a block releases before it leaves.
class Half {
  std::mutex m;
  void half(bool all) {
    m.lock();
    if (all) {
      m.unlock();
      return;
    }
    m.unlock();
  }

public:
  void twice_ok() {
    half(true);
    half(true);
  }
};

// The object's class decides what a virtual call in a base goes to.
struct Statement {
  virtual void compile() = 0;
  virtual void bind() {}
  virtual ~Statement() = default;
  void execute() { prepare(); }
  void prepare() { compile(); bind(); }
};
struct Local_ok final : Statement { void compile() override {} };
struct Remote : Statement { void compile() override { sleep(60); } };
struct Middle : Remote { void bind() override {} };
struct OnLocal_ok {
  ~OnLocal_ok() {
    Local_ok s;
    s.execute();
  }
};
struct OnRemote_bad {
  ~OnRemote_bad() {
    Middle s;
    s.execute();
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}OnRemote_bad' sleeps{{.*}} waits with it [cleanup
  }
};
// A destructor runs on its own class.
struct Ends_ok : Statement {
  void compile() override {}
  ~Ends_ok() override { execute(); }
};
struct Later_ok : Ends_ok { void compile() override { sleep(60); } };

// A constant that is handed to whichever version is called.
struct Link {
  virtual void end(bool wait) = 0;
  virtual ~Link() = default;
};
struct Slow : Link {
  void end(bool wait) override {
    if (wait)
      sleep(60);
  }
};
struct Quick : Link { void end(bool) override {} };
struct Slower : Slow {
  void end(bool wait) override {
    if (!wait)
      usleep(1);
    Slow::end(wait);
  }
};
struct AnyHard_ok { Link *link; ~AnyHard_ok() { link->end(false); } };
struct AnySoft_bad { Link *link; ~AnySoft_bad() { link->end(true); } };
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}AnySoft_bad::~AnySoft_bad' sleeps
struct AsAsked_bad { Link *link; bool wait; ~AsAsked_bad() { link->end(wait); } };
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}AsAsked_bad::~AsAsked_bad' sleeps

// A base that has one of its own, and a derived class on the way.
struct Port {
  virtual void end(bool wait) {
    if (wait)
      sleep(60);
  }
  virtual ~Port() = default;
};
struct Serial : Port { void end(bool wait) override { Port::end(!wait); } };
struct Usb : Serial { void end(bool) override {} };
struct Base_ok { Usb *port; ~Base_ok() { port->end(true); } };
struct Derived_bad { Port *port; ~Derived_bad() { port->end(false); } };
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}Derived_bad::~Derived_bad' sleeps
