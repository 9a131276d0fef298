// RUN: not %cleanexit check --checks=cleanup-blocking-call %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// A sleep that goes on with what is left of it.

#include <cerrno>
#include <sys/select.h>
#include <time.h>

// What is left of a sleep is no length of its own, and no more than it was.
struct Length {
  long Sec, Nanos;
  explicit Length(double S)
      : Sec(long(S)), Nanos(long((S - double(long(S))) * 1e9)) {}
};
void pauseFor(const Length &L) {
  timespec All{L.Sec, L.Nanos}, Left{};
  while (clock_nanosleep(CLOCK_REALTIME, 0, &All, &Left) != 0)
    All = Left;
}
struct Interrupted_bad {
  // CHECK: [[@LINE+1]]:24: warning: destructor 'Interrupted_bad::~Interrupted_bad' sleeps ('clock_nanosleep') with no bound
  ~Interrupted_bad() { pauseFor(Length(2.5)); }
};
struct Interrupted_ok {
  ~Interrupted_ok() {
    timespec All{0, 2000000}, Left{};
    while (nanosleep(&All, &Left) != 0)
      All = Left;
  }
};
struct OneVariable_ok {
  ~OneVariable_ok() {
    timespec All{0, 2000000};
    while (nanosleep(&All, &All) != 0)
      ;
  }
};
struct FilledByOthers_bad {
  void read(timespec *Into);
  ~FilledByOthers_bad() {
    timespec All{};
    read(&All);
    // CHECK: [[@LINE+1]]:5: warning: destructor 'FilledByOthers_bad::~FilledByOthers_bad' sleeps ('nanosleep') with no bound
    nanosleep(&All, nullptr);
  }
};
void pauseAndClear(long Sec, long Nanos) {
  timespec All{Sec, Nanos}, None{};
  nanosleep(&All, nullptr);
  All = None;
}
struct Cleared_bad {
  // CHECK: [[@LINE+1]]:20: warning: destructor 'Cleared_bad::~Cleared_bad' sleeps ('nanosleep') with no bound
  ~Cleared_bad() { pauseAndClear(3, 0); }
};
struct Signalled_ok {
  ~Signalled_ok() {
    timespec All{0, 2000000};
    while (nanosleep(&All, &All) == -1 && errno == EINTR)
      ;
  }
};
struct Forever_bad {
  ~Forever_bad() {
    const timespec All{0, 2000000};
    // CHECK: [[@LINE+1]]:12: warning: destructor 'Forever_bad::~Forever_bad' sleeps ('nanosleep') with no bound
    while (nanosleep(&All, nullptr) == 0)
      ;
  }
};
// What select() has left of its timeout is no more than it was.
struct Selects_ok {
  int Fd = -1;
  ~Selects_ok() {
    timeval Left{0, 5000};
    fd_set Set;
    FD_ZERO(&Set);
    FD_SET(Fd, &Set);
    select(Fd + 1, &Set, nullptr, nullptr, &Left);
  }
};
