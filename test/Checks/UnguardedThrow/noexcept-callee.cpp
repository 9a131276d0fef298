// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// RUN: FileCheck %s --check-prefix=CHAIN < %t
// RUN: %cleanexit check --fix=suggested --dry-run --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t.fix || true
// RUN: not grep '^+' %t.fix
// What a cleanup calls is noexcept, and lets nothing out: an exception that would
// leave it ends the process there, whatever catches around the call.
#include <cstdio>
#include <stdexcept>

struct Store {
  int Failed = 0;
  void write() {
    if (Failed)
      throw std::runtime_error("the disk is full");
  }
};

class Closed_bad {
  Store Rows;

public:
  void close() noexcept { Rows.write(); }
  // CHECK: [[@LINE+4]]:19: warning: 'std::runtime_error' may leave 'Closed_bad::close', which is noexcept: std::terminate ends the process in destructor 'Closed_bad::~Closed_bad'; 'Store::write' throws it
  // CHAIN: [[@LINE+3]]:19: warning: 'std::runtime_error' may leave 'Closed_bad::close'
  // CHAIN: [[@LINE-3]]:27: note: 'Closed_bad::close' calls 'Store::write' here
  // CHAIN: note: 'Store::write' throws here
  ~Closed_bad() { close(); }
};

// The handler is never reached.
class Handled_bad {
  Store Pages;
  void finish() noexcept { Pages.write(); }
  void stop() { finish(); }

public:
  ~Handled_bad() {
    try {
      // CHECK: [[@LINE+1]]:7: warning: 'std::runtime_error' may leave 'Handled_bad::finish', which is noexcept: std::terminate ends the process in destructor 'Handled_bad::~Handled_bad'
      stop();
    } catch (...) {
    }
  }
};

class Lambda_bad {
  Store Lines;

public:
  ~Lambda_bad() {
    auto Flush = [this]() noexcept { Lines.write(); };
    // CHECK: [[@LINE+1]]:10: warning: 'std::runtime_error' may leave the lambda in Lambda_bad::~Lambda_bad, which is noexcept
    Flush();
  }
};

class Virtual_bad {
protected:
  virtual void drop() noexcept = 0;

public:
  virtual ~Virtual_bad() = default;
  void end() { drop(); }
};
class Cached_bad final : public Virtual_bad {
  Store Cells;
  void drop() noexcept override { Cells.write(); }

public:
  // CHECK: [[@LINE+1]]:19: warning: 'std::runtime_error' may leave 'Cached_bad::drop', which is noexcept
  ~Cached_bad() { drop(); }
};

class Caught_ok {
  Store Notes;

public:
  void close() noexcept {
    try {
      Notes.write();
    } catch (const std::exception &E) {
      std::fputs(E.what(), stderr);
    }
  }
  ~Caught_ok() { close(); }
};

class Getter_ok {
  Store Seen;
  int failed() const noexcept { return Seen.Failed; }

public:
  ~Getter_ok() {
    if (failed())
      std::puts("failed");
  }
};

// What the methods of others end the process with is said of their own cleanups,
// or of nobody's.
class Far_ok {
  Handled_bad Inner;
  struct Logger {
    Store To;
    void put() noexcept { To.write(); }
    void both() { put(); }
  } Log;

public:
  ~Far_ok() { Log.both(); }
};
