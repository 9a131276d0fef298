// RUN: not %cleanexit check %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What a hint to the compiler says of a condition leaves its value as it is.
#include <cstdio>
#include <stdexcept>

#define RARE(c) __builtin_expect(!!(c), 0)
#define UNLIKELY(e) __builtin_expect(({ int v; if (e) v = 1; else v = 0; v; }), 0)

class Log {
public:
  void write(const char *s, bool raise = false) const {
    std::puts(s);
    if (RARE(raise))
      throw std::runtime_error(s);
  }
  void print(const char *s, bool raise = false) const {
    std::puts(s);
    if (UNLIKELY(raise))
      throw std::domain_error(s);
  }
};
extern Log &log_of_all;

struct Writer_ok {
  ~Writer_ok() { log_of_all.write("closed"); }
};
struct Writer_bad {
  // CHECK: :[[@LINE+1]]:{{.*}}warning: 'std::runtime_error' may leave destructor 'Writer_bad::~Writer_bad'
  ~Writer_bad() { log_of_all.write("not closed", true); }
};
struct Printer_ok {
  ~Printer_ok() { log_of_all.print("closed"); }
};
struct Printer_bad {
  // CHECK: :[[@LINE+1]]:{{.*}}warning: 'std::domain_error' may leave destructor 'Printer_bad::~Printer_bad'
  ~Printer_bad() { log_of_all.print("not closed", true); }
};

struct Context {
  void debug(const char *) noexcept;
};
static Context *context;
static void make() {
  if (context)
    throw std::logic_error("made twice");
  context = new Context;
}
static Context *asked() {
  if (RARE(!context))
    make();
  return context;
}
static Context *asked_at_length() {
  if (UNLIKELY(!context))
    make();
  return context;
}
static Context *unasked() {
  make();
  return context;
}
struct Asked_ok {
  ~Asked_ok() { asked()->debug("gone"); }
};
struct AskedAtLength_ok {
  ~AskedAtLength_ok() { asked_at_length()->debug("gone"); }
};
struct Unasked_bad {
  // CHECK: :[[@LINE+1]]:{{.*}}warning: 'std::logic_error' may leave destructor 'Unasked_bad::~Unasked_bad'
  ~Unasked_bad() { unasked()->debug("gone"); }
};
