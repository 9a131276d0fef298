// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What only hands on is no further away; and a handler of a base's type that throws on.
#include <cstdio>
#include <stdexcept>
bool sent();

struct Output {
  virtual ~Output() = default;
  void flush() { doFlush(); }
  void write(int n) { doWrite(n); }
  virtual void doFlush() {}
  virtual void doWrite(int n) = 0;
};
struct Socket : Output {
  void doWrite(int) override {
    if (!sent())
      throw std::runtime_error("cannot send");
  }
};
struct Buffered : Output {
  Output *below;
  int pending = 0;
  explicit Buffered(Output *below) : below(below) {}
  void doFlush() override {
    below->write(pending);
    below->flush();
    pending = 0;
  }
  void doWrite(int n) override { pending += n; }
};
struct Compressed_bad {
  Buffered *below;
  void finish() { end(); }
  void end() { below->flush(); }
  ~Compressed_bad() {
    finish(); // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave destructor 'Compressed_bad::~Compressed_bad'
  }
};
void use() {
  Socket socket;
  Buffered buffered(&socket);
  Compressed_bad compressed{&buffered};
}

struct Logs_bad {
  void check() {
    if (!sent())
      throw std::runtime_error("cannot send");
  }
  ~Logs_bad() {
    try {
      check();
    } catch (const std::exception &error) {
      std::fprintf(stderr, "%s", error.what());
      throw; // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: 'std::runtime_error' may leave destructor 'Logs_bad::~Logs_bad'
    }
  }
};
struct Logs_ok {
  void check() {
    if (!sent())
      throw std::runtime_error("cannot send");
  }
  ~Logs_ok() {
    try {
      check();
    } catch (const std::exception &error) {
      std::fprintf(stderr, "%s", error.what());
    }
  }
};
