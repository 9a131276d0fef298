// RUN: not %cleanexit check %s -- -std=c++17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// RUN: not %cleanexit check %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What was asked is asked again by who throws: of a part, by another getter that
// says the same, by a function of the same argument, or by what both compare.
#include <map>
#include <stdexcept>
#include <string>

class Job {
  void (*run_)() = nullptr;

public:
  Job() = default;
  Job(void (*run)()) : run_(run) {}
  bool empty() const { return !run_; }
  explicit operator bool() const { return !this->empty(); }
  void set(void (*run)()) { run_ = run; }
  void operator()() const {
    if (this->empty())
      throw std::runtime_error("empty");
    run_();
  }
};

class Functor_ok {
  Job job_;

public:
  explicit Functor_ok(const Job &job) : job_(job) {}
  ~Functor_ok() {
    if (job_)
      job_();
  }
};

class Functor_bad {
  Job job_;

public:
  explicit Functor_bad(const Job &job) : job_(job) {}
  ~Functor_bad() {
    if (!job_)
      job_(); // CHECK: :[[@LINE]]:{{.*}}warning: 'std::runtime_error' may leave destructor 'Functor_bad::~Functor_bad'
  }
};

class FunctorSet_bad {
  Job job_;

public:
  explicit FunctorSet_bad(const Job &job) : job_(job) {}
  ~FunctorSet_bad() {
    if (job_) {
      job_.set(nullptr);
      job_(); // CHECK: :[[@LINE]]:{{.*}}warning: 'std::runtime_error' may leave destructor 'FunctorSet_bad::~FunctorSet_bad'
    }
  }
};

enum class Kind { local, other };
static Kind kindOf(const std::string &address) {
  return address.compare(0, 5, "unix:") == 0 ? Kind::local : Kind::other;
}
static std::string pathOf(const std::string &address) {
  if (kindOf(address) != Kind::local)
    throw std::invalid_argument("no local address");
  return address.substr(5);
}
static void unlinkIt(const std::string &) {}

class Listener_ok {
  std::string address_;

public:
  explicit Listener_ok(std::string address) : address_(address) {}
  ~Listener_ok() {
    if (kindOf(address_) == Kind::local)
      unlinkIt(pathOf(address_));
  }
};

class Listener_bad {
  std::string address_, name_;

public:
  explicit Listener_bad(std::string address) : address_(address) {}
  ~Listener_bad() {
    if (kindOf(name_) == Kind::local)
      unlinkIt(pathOf(address_)); // CHECK: :[[@LINE]]:{{.*}}warning: 'std::invalid_argument' may leave destructor 'Listener_bad::~Listener_bad'
  }
};

// What changes from call to call is no answer.
static int turns = 0;
static bool flips() { return ++turns % 2 == 0; }
static void onlyIfFlipped() {
  if (!flips())
    throw std::runtime_error("flipped");
}
struct Flips_bad {
  ~Flips_bad() {
    if (flips())
      onlyIfFlipped(); // CHECK: :[[@LINE]]:{{.*}}warning: 'std::runtime_error' may leave destructor 'Flips_bad::~Flips_bad'
  }
};

struct Search {
  std::map<int, bool> nodes;
  std::map<int, bool>::iterator none() { return nodes.end(); }
};

class Request_ok {
  Search &search_;
  std::map<int, bool>::iterator node_;

public:
  Request_ok(Search &search, int id)
      : search_(search), node_(search.nodes.emplace(id, false).first) {}
  void complete(bool good) {
    if (node_ == search_.none())
      throw std::logic_error("completed twice");
    node_->second = good;
    node_ = search_.none();
  }
  ~Request_ok() {
    if (node_ == search_.none())
      return;
    complete(false);
  }
};

class Request_bad {
  Search &search_, &other_;
  std::map<int, bool>::iterator node_;

public:
  Request_bad(Search &search, int id)
      : search_(search), other_(search),
        node_(search.nodes.emplace(id, false).first) {}
  void complete(bool good) {
    if (node_ == search_.none())
      throw std::logic_error("completed twice");
    node_->second = good;
    node_ = search_.none();
  }
  ~Request_bad() {
    if (node_ == other_.none())
      return;
    complete(false); // CHECK: :[[@LINE]]:{{.*}}warning: 'std::logic_error' may leave destructor 'Request_bad::~Request_bad'
  }
};
