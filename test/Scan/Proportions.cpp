// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// How long a wait takes is what the caller says, times or over something.
#include <chrono>
#include <poll.h>
#include <thread>
#include <time.h>
#include <unistd.h>

void milliseconds(int ms) { usleep(ms * 1000); }
void seconds(unsigned s) { milliseconds(int(s) * 1000); }
void rounded(int ms) { sleep((ms + 999) / 1000); }
void spec(long ms) {
  timespec t = {ms / 1000, (ms % 1000) * 1000000};
  nanosleep(&t, nullptr);
}
void filled(long us) {
  timespec t;
  t.tv_sec = us / 1000000;
  t.tv_nsec = us % 1000000 * 1000;
  nanosleep(&t, nullptr);
}
void polls(std::chrono::milliseconds d) { poll(nullptr, 0, d.count()); }
void other(int a, int b) { usleep(a * b); }

#define CLEANUP(NAME, CALL) struct NAME { ~NAME() { CALL; } };
CLEANUP(Short_ok, milliseconds(5))
CLEANUP(Long_bad, milliseconds(300)) // CHECK: warning: destructor 'Long_bad::~Long_bad' {{.*}}for up to 300 ms
CLEANUP(Deep_bad, seconds(2)) // CHECK: warning: destructor 'Deep_bad::~Deep_bad' {{.*}}for up to 2 s
CLEANUP(Rounded_bad, rounded(4000)) // CHECK: warning: destructor 'Rounded_bad::~Rounded_bad' {{.*}}for up to 4 s
CLEANUP(Spec_ok, spec(3))
CLEANUP(Spec_bad, spec(2500)) // CHECK: warning: destructor 'Spec_bad::~Spec_bad' {{.*}}for up to 2500 ms
CLEANUP(Filled_ok, filled(4000))
CLEANUP(Filled_bad, filled(700000)) // CHECK: warning: destructor 'Filled_bad::~Filled_bad' {{.*}}for up to 700 ms
CLEANUP(Polls_ok, polls(std::chrono::milliseconds(5)))
CLEANUP(Polls_bad, polls(std::chrono::seconds(1))) // CHECK: warning: destructor 'Polls_bad::~Polls_bad' {{.*}}for up to 1 s
CLEANUP(Other_bad, other(1, 2)) // CHECK: warning: destructor 'Other_bad::~Other_bad' {{.*}}with no bound
