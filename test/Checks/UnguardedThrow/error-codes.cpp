// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Which way a handler takes, is said by the code that it is handed.
#include <functional>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

using Handler = std::function<void(const std::error_code &)>;

static void connect(bool again) {
  if (again)
    throw std::runtime_error("no peer");
}

// At its end it tells all that nothing came of it.
class Cancels {
  std::vector<Handler> All;

public:
  void add(Handler H) { All.push_back(std::move(H)); }
  ~Cancels() {
    for (Handler &H : All)
      H(std::make_error_code(std::errc::operation_canceled));
  }
};
void goesOn_ok(Cancels &C, bool &Failed) {
  C.add([&Failed](const std::error_code &Code) {
    if (Code)
      Failed = true;
    else
      connect(Failed);
  });
}

// Or that all went well.
class Succeeds {
  std::vector<Handler> All;

public:
  void add(Handler H) { All.push_back(std::move(H)); }
  ~Succeeds() {
    for (Handler &H : All)
      // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave destructor 'Succeeds::~Succeeds'
      H(std::error_code());
  }
};
void goesOn_bad(Succeeds &S, bool &Failed) {
  S.add([&Failed](const std::error_code &Code) {
    if (!Code)
      connect(Failed);
    else
      Failed = true;
  });
}

// By a function that is called.
static void done(std::error_code Code, bool again) {
  if (!Code)
    connect(again);
}
struct Direct_ok {
  bool Again = true;
  ~Direct_ok() { done(std::make_error_code(std::errc::timed_out), Again); }
};
struct Direct_bad {
  bool Again = true;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave destructor 'Direct_bad::~Direct_bad'
  ~Direct_bad() { done({}, Again); }
};
struct Unknown_bad {
  std::error_code Code;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave destructor 'Unknown_bad::~Unknown_bad'
  ~Unknown_bad() { done(Code, true); }
};
