// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// A visitor's operator() for an alternative of the variant is what runs.

#include <string>
#include <unistd.h>
#include <variant>

struct Disk {
  int Handle = -1;
  void close() { ::fsync(Handle); }
};
struct Memory {
  std::string Bytes;
  void close() { Bytes.clear(); }
};

template <class... Of> struct Overloaded : Of... {
  using Of::operator()...;
};
template <class... Of> Overloaded(Of...) -> Overloaded<Of...>;

struct Closing {
  template <class Sink> void operator()(Sink &To) const { To.close(); }
};
struct Counting {
  int operator()(const Disk &) const { return 1; }
  int operator()(const Memory &Of) const { return int(Of.Bytes.size()); }
};

class Lambdas_bad {
  std::variant<Memory, Disk> To;

public:
  ~Lambdas_bad() {
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Lambdas_bad::~Lambdas_bad' waits for the storage device
    std::visit(Overloaded{[](Memory &M) { M.Bytes.clear(); }, [](Disk &D) { ::fsync(D.Handle); }}, To);
  }
};
class Template_bad {
  std::variant<std::monostate, Memory, Disk> To;
  struct Close {
    void operator()(std::monostate) const {}
    template <class Sink> void operator()(Sink &S) const { S.close(); }
  };

public:
  ~Template_bad() {
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Template_bad::~Template_bad' waits for the storage device
    std::visit(Close{}, To);
  }
};
class Named_bad {
  std::variant<Memory, Disk> To;

public:
  ~Named_bad() {
    const Closing Visitor;
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Named_bad::~Named_bad' waits for the storage device
    std::visit(Visitor, To);
  }
};

// No alternative is a disk.
class Memories_ok {
  std::variant<std::monostate, Memory> To;
  struct Close {
    void operator()(std::monostate) const {}
    template <class Sink> void operator()(Sink &S) const { S.close(); }
  };

public:
  ~Memories_ok() { std::visit(Close{}, To); }
};
class Counts_ok {
  std::variant<Memory, Disk> To;
  int &Sum;

public:
  explicit Counts_ok(int &In) : Sum(In) {}
  ~Counts_ok() { Sum += std::visit(Counting{}, To); }
};
