// RUN: not %cleanexit check %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// RUN: not %cleanexit check --option=cleanup-unguarded-throw.Strict=true %s -- -std=c++20 > %t.strict
// RUN: FileCheck %s --check-prefix=STRICT < %t.strict
// What is made when it is first asked for throws at its making, and hardly in a cleanup.
#include <memory>
#include <stdexcept>
#include <string>

class Logger {
  bool isOpen = false;

public:
  void open(const std::string &name) {
    if (name.empty())
      throw std::runtime_error("cannot open");
    isOpen = true;
  }
  void log(const char *) noexcept {}
};

Logger makeLogger();

struct Checked {
  explicit Checked(int n) : n(n) {
    if (n > 3)
      throw std::out_of_range("n");
  }
  int n;
};
extern int wanted;

class Loggers {
  static std::shared_ptr<Logger> first, second;
  static Logger *plain;
  static std::string name;

public:
  static const std::shared_ptr<Logger> &get() {
    if (!first) {
      auto made = std::make_shared<Logger>();
      made->open(name);
      first.swap(made);
    }
    return first;
  }
  static Logger &getPlain() {
    if (plain)
      return *plain;
    Logger *made = new Logger;
    made->open(name);
    plain = made;
    return *made;
  }
  static Checked &checked() {
    static Checked only(wanted);
    return only;
  }
  static Logger &reopened() {
    if (first)
      first->open(name);
    return *first;
  }
};

struct Shared_ok {
  ~Shared_ok() { Loggers::get()->log("ended"); } // STRICT: :[[@LINE]]:{{.*}}Shared_ok::~Shared_ok
};
struct Plain_ok {
  ~Plain_ok() { Loggers::getPlain().log("ended"); } // STRICT: :[[@LINE]]:{{.*}}Plain_ok::~Plain_ok
};
struct Static_ok {
  ~Static_ok() { Loggers::checked().n++; } // STRICT: :[[@LINE]]:{{.*}}Static_ok::~Static_ok
};
struct Again_bad {
  ~Again_bad() { Loggers::reopened().log("ended"); } // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}Again_bad::~Again_bad
};
struct Own_bad {
  ~Own_bad() { Checked local(wanted); } // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}Own_bad::~Own_bad
};

// Asked before it is emptied, and thrown if it is empty: nothing is made.
extern bool is_open;
struct Closes_bad {
  static void close() {
    if (!is_open)
      throw std::logic_error("closed twice");
    is_open = false;
  }
  ~Closes_bad() { close(); } // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}Closes_bad::~Closes_bad
};
