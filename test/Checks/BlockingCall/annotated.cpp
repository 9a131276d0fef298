// TELLS: cleanexit clang annotate sleep network database wait process sync storage blocking nonblocking
// RUN: not %cleanexit check --checks='cleanup-blocking-call,cleanup-network-io' %s -- -std=c++20 -Wno-function-effects > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What the source itself says of a function without a body.
#include <unistd.h>

void slow() [[clang::blocking]];
void quick() [[clang::nonblocking]];
void silent();
struct Slow_bad {
  ~Slow_bad() { slow(); } // CHECK: :[[@LINE]]:{{.*}}destructor 'Slow_bad::~Slow_bad' waits for other threads ('slow') with no bound{{.*}}[cleanup-blocking-call]
};
struct Quick_ok {
  ~Quick_ok() { quick(); }
};
struct Silent_ok {
  ~Silent_ok() { silent(); }
};
void slow_bad(int fd) {
  struct Guard {
    ~Guard() { slow(); } // CHECK: :[[@LINE]]:{{.*}}waits for other threads ('slow')
  } g;
}

// It is believed against the body, and against a virtual function's overrider.
void rests() { usleep(1'000'000); }
void restsNot() [[clang::nonblocking]] { usleep(1'000'000); }
struct Rests_bad {
  ~Rests_bad() { rests(); } // CHECK: :[[@LINE]]:{{.*}}destructor 'Rests_bad::~Rests_bad' sleeps
};
struct Rests_ok {
  ~Rests_ok() { restsNot(); }
};
struct Service {
  virtual void stop() [[clang::blocking]] = 0;
  virtual void poll() [[clang::nonblocking]] = 0;
};
struct Stops_bad {
  Service &s;
  ~Stops_bad() { s.stop(); } // CHECK: :[[@LINE]]:{{.*}}destructor 'Stops_bad::~Stops_bad' waits for other threads ('Service::stop')
};
struct Polls_ok {
  Service &s;
  ~Polls_ok() { s.poll(); }
};

// An annotation says which effect it is.
[[clang::annotate("cleanexit::sleep")]] void nap();
[[clang::annotate("cleanexit::network")]] void tell();
[[clang::annotate("cleanexit::database")]] void store();
[[clang::annotate("cleanexit::wait-process")]] void reap();
[[clang::annotate("somebody::sleep")]] void other();
struct Naps_bad {
  ~Naps_bad() { nap(); } // CHECK: :[[@LINE]]:{{.*}}destructor 'Naps_bad::~Naps_bad' sleeps ('nap') with no bound{{.*}}[cleanup-blocking-call]
};
struct Tells_bad {
  ~Tells_bad() { tell(); } // CHECK: :[[@LINE]]:{{.*}}destructor 'Tells_bad::~Tells_bad' talks to another machine ('tell'){{.*}}[cleanup-network-io]
};
struct Stores_bad {
  ~Stores_bad() { store(); } // CHECK: :[[@LINE]]:{{.*}}destructor 'Stores_bad::~Stores_bad' talks to a database ('store'){{.*}}[cleanup-network-io]
};
struct Reaps_bad {
  ~Reaps_bad() { reap(); } // CHECK: :[[@LINE]]:{{.*}}destructor 'Reaps_bad::~Reaps_bad' waits for a process{{.*}}('reap')
};
struct Other_ok {
  ~Other_ok() { other(); }
};

// Of one overload, of a method, of a destructor.
struct Client {
  [[clang::annotate("cleanexit::wait-sync")]] void end();
  void end(int ms);
};
struct Ends_bad {
  Client &c;
  ~Ends_bad() { c.end(); } // CHECK: :[[@LINE]]:{{.*}}destructor 'Ends_bad::~Ends_bad' waits for other threads ('Client::end')
};
struct Ends_ok {
  Client &c;
  ~Ends_ok() { c.end(1); }
};
struct Flushes {
  [[clang::annotate("cleanexit::sync-storage")]] ~Flushes();
};
struct Owns_bad {
  Flushes *f;
  ~Owns_bad() { delete f; } // CHECK: :[[@LINE]]:{{.*}}destructor 'Owns_bad::~Owns_bad' waits for the storage device ('Flushes::~Flushes')
};
struct Refers_ok {
  Flushes &f;
  ~Refers_ok() {}
};
