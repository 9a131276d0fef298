// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: (warning|note): ' %t | FileCheck %s --implicit-check-not=warning:

// An empty function that a cleanup hands over, and somebody runs.

#include <functional>
#include <memory>
#include <string>
#include <utility>

using Done = std::function<void(bool)>;

struct Device {
  virtual ~Device() = default;
  virtual void evict(std::string Name, Done AtEnd) = 0;
};
struct Cpu final : Device {
  int Count = 0;
  void evict(std::string, Done AtEnd) override {
    const bool Had = Count-- > 0;
    AtEnd(Had);
  }
};

class Host_bad {
  std::unique_ptr<Device> Kept = std::make_unique<Cpu>();
  void clear() {
    while (Kept)
      remove("one");
  }
  void remove(const std::string &Name) { Kept->evict(Name, Done{}); }

public:
  // CHECK: [[@LINE+2]]:17: warning: 'std::bad_function_call' may leave destructor 'Host_bad::~Host_bad': 'Cpu::evict' runs the function that it is given, and that is empty
  // CHECK: note: 'Host_bad::remove' calls 'Cpu::evict' here
  ~Host_bad() { clear(); }
};

class ByDefault_bad {
  void close(Done AtEnd = nullptr) { AtEnd(true); }

public:
  // CHECK: [[@LINE+1]]:22: warning: 'std::bad_function_call' may leave destructor 'ByDefault_bad::~ByDefault_bad': 'ByDefault_bad::close' runs
  ~ByDefault_bad() { close(); }
};

class HandedOn_bad {
  void close(const Done &AtEnd) { AtEnd(true); }
  void stop(Done AtEnd) { close(std::move(AtEnd)); }

public:
  // CHECK: [[@LINE+1]]:21: warning: 'std::bad_function_call' may leave destructor 'HandedOn_bad::~HandedOn_bad': 'HandedOn_bad::close' runs
  ~HandedOn_bad() { stop({}); }
};

class Asks_ok {
  void close(Done AtEnd) {
    if (AtEnd)
      AtEnd(true);
  }

public:
  ~Asks_ok() { close({}); }
};

class AsksFirst_ok {
  void close(Done AtEnd) {
    if (!AtEnd)
      return;
    AtEnd(true);
  }

public:
  ~AsksFirst_ok() { close(nullptr); }
};

class PutsOne_ok {
  void close(Done AtEnd) {
    if (!AtEnd)
      AtEnd = [](bool) {};
    AtEnd(true);
  }

public:
  ~PutsOne_ok() { close(nullptr); }
};

class Catches_ok {
  void close(Done AtEnd) {
    try {
      AtEnd(true);
    } catch (...) {
    }
  }

public:
  ~Catches_ok() { close(nullptr); }
};

class Given_ok {
  int Calls = 0;
  void close(Done AtEnd) { AtEnd(true); }

public:
  ~Given_ok() {
    close([this](bool) { ++Calls; });
  }
};

// Only where it failed; who gives none knows that it does not.
class Failing_ok {
  bool close(Done AtEnd) {
    const bool Failed = false;
    if (Failed)
      AtEnd(false);
    return !Failed;
  }

public:
  ~Failing_ok() { close({}); }
};
