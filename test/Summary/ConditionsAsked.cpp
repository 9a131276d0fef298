// RUN: not %cleanexit check %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Who asks first does not come to what is thrown without having asked: by a getter, or
// by a number.
#include <stdexcept>

class Module_ok {
  void *handle = nullptr;

public:
  ~Module_ok() {
    if (loaded())
      unload();
  }
  bool loaded() const { return handle != nullptr; }
  void unload() {
    if (!loaded())
      throw std::logic_error("not loaded");
    handle = nullptr;
  }
};

class Lock_ok {
  int fd = -1;

public:
  ~Lock_ok() {
    if (fd != -1)
      unlock();
  }
  void unlock() {
    if (fd != -1)
      fd = -1;
    else
      throw std::runtime_error("unlocked already");
  }
};

class Changed_bad {
  void *handle = nullptr;

public:
  ~Changed_bad() {
    if (loaded()) {
      drop();
      unload(); // CHECK: :[[@LINE]]:{{.*}}warning: 'std::logic_error' may leave destructor 'Changed_bad::~Changed_bad'
    }
  }
  bool loaded() const { return handle != nullptr; }
  void drop() { handle = nullptr; }
  void unload() {
    if (!loaded())
      throw std::logic_error("not loaded");
    handle = nullptr;
  }
};

class OtherNumber_bad {
  int fd = -1;

public:
  ~OtherNumber_bad() {
    if (fd != 0)
      unlock(); // CHECK: :[[@LINE]]:{{.*}}warning: 'std::runtime_error' may leave destructor 'OtherNumber_bad::~OtherNumber_bad'
  }
  void unlock() {
    if (fd != -1)
      fd = -1;
    else
      throw std::runtime_error("unlocked already");
  }
};

class OtherGetter_bad {
  void *handle = nullptr;
  bool used = false;

public:
  ~OtherGetter_bad() {
    if (inUse())
      unload(); // CHECK: :[[@LINE]]:{{.*}}warning: 'std::logic_error' may leave destructor 'OtherGetter_bad::~OtherGetter_bad'
  }
  bool loaded() const { return handle != nullptr; }
  bool inUse() const { return used; }
  void unload() {
    if (!loaded())
      throw std::logic_error("not loaded");
    handle = nullptr;
  }
};

// A method that is called in between may change what was asked.
class Reset_bad {
  int fd = 1;
  void reset() { fd = 0; }
  void close() {
    if (!fd)
      throw std::logic_error("not open");
  }

public:
  ~Reset_bad() {
    if (fd) {
      reset();
      close(); // CHECK: :[[@LINE]]:{{.*}}warning: 'std::logic_error' may leave destructor 'Reset_bad::~Reset_bad'
    }
  }
};
