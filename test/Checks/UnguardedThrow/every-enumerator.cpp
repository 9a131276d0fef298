// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What stands behind a switch in which every enumerator leaves is not reached.
#include <mutex>
#include <stdexcept>

enum class Side { Left, Right };
enum Flags { Read = 1, Write = 2 };

static int offset(Side S) {
  switch (S) {
  case Side::Left:
    return -1;
  case Side::Right:
    return 1;
  }
  throw std::logic_error("neither side");
}
struct Shift_ok {
  int At = 0;
  ~Shift_ok() { At += offset(Side::Left); }
};

static int partly(Side S) {
  switch (S) {
  case Side::Right:
    return 1;
  }
  throw std::logic_error("not that side");
}
struct Partly_bad {
  Side S = Side::Left;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: {{.*}}'std::logic_error' may leave destructor 'Partly_bad::~Partly_bad'
  ~Partly_bad() { partly(S); }
};

static int broken(Side S) {
  switch (S) {
  case Side::Left:
    break;
  case Side::Right:
    return 1;
  }
  throw std::logic_error("left");
}
struct Broken_bad {
  Side S = Side::Left;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: {{.*}}'std::logic_error' may leave destructor 'Broken_bad::~Broken_bad'
  ~Broken_bad() { broken(S); }
};

// Flags may be both.
static int bits(Flags F) {
  switch (F) {
  case Read:
    return 1;
  case Write:
    return 2;
  }
  throw std::logic_error("both");
}
struct Bits_bad {
  int F = 3;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: {{.*}}'std::logic_error' may leave destructor 'Bits_bad::~Bits_bad'
  ~Bits_bad() { bits(Flags(F)); }
};

// The lock is released on every way.
static std::mutex Mutex;
static int guarded(Side S) {
  std::lock_guard Hold(Mutex);
  switch (S) {
  case Side::Left:
    return 1;
  case Side::Right:
    return 2;
  }
  throw std::logic_error("neither side");
}
struct Guarded_ok {
  Side S = Side::Left;
  ~Guarded_ok() { guarded(S); guarded(S); }
};

// Nothing is left for a default.
static int orElse(Side S) {
  switch (S) {
  case Side::Left:
    return -1;
  case Side::Right:
    return 1;
  default:
    throw std::logic_error("neither side");
  }
}
struct OrElse_ok {
  int At = 0;
  ~OrElse_ok() { At += orElse(Side::Left); }
};
static int fallsThrough(Side S) {
  int Sum = 0;
  switch (S) {
  case Side::Left:
    return -1;
  case Side::Right:
    ++Sum;
  default:
    if (Sum)
      throw std::logic_error("right");
  }
  return Sum;
}
struct FallsThrough_bad {
  Side S = Side::Right;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: {{.*}}'std::logic_error' may leave destructor 'FallsThrough_bad::~FallsThrough_bad'
  ~FallsThrough_bad() { fallsThrough(S); }
};
static int partlyElse(Side S) {
  switch (S) {
  case Side::Left:
    return -1;
  default:
    throw std::logic_error("right");
  }
}
struct PartlyElse_bad {
  Side S = Side::Right;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: {{.*}}'std::logic_error' may leave destructor 'PartlyElse_bad::~PartlyElse_bad'
  ~PartlyElse_bad() { partlyElse(S); }
};

// A default in front of a case is that case's as well; a number from elsewhere may
// be none of them.
static int first(Side S) {
  switch (S) {
  case Side::Left:
    return -1;
  default:
  case Side::Right:
    throw std::logic_error("right");
  }
}
struct First_bad {
  Side S = Side::Right;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: {{.*}}'std::logic_error' may leave destructor 'First_bad::~First_bad'
  ~First_bad() { first(S); }
};
static int fromWire(unsigned char Byte) {
  switch (static_cast<Side>(Byte)) {
  case Side::Left:
    return -1;
  case Side::Right:
    return 1;
  default:
    throw std::logic_error("unknown");
  }
}
struct FromWire_bad {
  unsigned char Byte = 7;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: {{.*}}'std::logic_error' may leave destructor 'FromWire_bad::~FromWire_bad'
  ~FromWire_bad() { fromWire(Byte); }
};
