// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' --option=cleanup-unguarded-throw.Strict=true %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// RUN: %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 | count 0
// What the library documents to throw, but hardly ever does: Strict.
#include <regex>
#include <string>
#include <thread>

struct Pattern_bad {
  std::string p;
  int n = 0;
  ~Pattern_bad() {
    std::regex r(p); // CHECK: :[[@LINE]]:{{.*}}'std::regex_error' may leave destructor 'Pattern_bad::
    ++n;
  }
};
struct Wide_bad {
  ~Wide_bad() { std::wregex r(L"a+"); } // CHECK: :[[@LINE]]:{{.*}}'std::regex_error' may leave destructor 'Wide_bad::
};
struct Assigns_bad {
  std::string p;
  std::regex r;
  ~Assigns_bad() { r.assign(p); } // CHECK: :[[@LINE]]:{{.*}}'std::regex_error' may leave destructor 'Assigns_bad::
};
struct Searches_bad {
  std::string p;
  std::regex r;
  bool found = false;
  ~Searches_bad() { found = std::regex_search(p, r); } // CHECK: :[[@LINE]]:{{.*}}'std::regex_error' may leave destructor 'Searches_bad::
};
struct Caught_ok {
  std::string p;
  ~Caught_ok() {
    try {
      std::regex r(p);
    } catch (const std::regex_error &) {
    }
  }
};
struct CaughtBase_ok {
  std::string p;
  ~CaughtBase_ok() {
    try {
      std::regex r(p);
    } catch (const std::runtime_error &) {
    }
  }
};
struct Nothing_ok {
  ~Nothing_ok() { std::regex r; }
};
struct Copies_ok {
  std::regex r;
  ~Copies_ok() { std::regex copy(r); }
};

void keep(std::thread);
struct Starts_bad {
  ~Starts_bad() { keep(std::thread([] {})); } // CHECK: :[[@LINE]]:{{.*}}'std::system_error' may leave destructor 'Starts_bad::{{.*}}'std::thread::thread' throws it
};
struct StartsJoining_bad {
  ~StartsJoining_bad() { std::jthread t([] {}); } // CHECK: :[[@LINE]]:{{.*}}'std::system_error' may leave destructor 'StartsJoining_bad::{{.*}}'std::jthread::jthread' throws it
};
struct StartsCaught_ok {
  ~StartsCaught_ok() {
    try {
      std::thread([] {}).detach();
    } catch (const std::system_error &) {
    }
  }
};
struct Moves_ok {
  std::thread &from;
  ~Moves_ok() {
    std::thread none;
    keep(std::move(from));
  }
};
