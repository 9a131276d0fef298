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

// Of a member.
struct Member_ok { int ms = 5; ~Member_ok() { usleep(ms * 1000); } };
struct Member_bad { int ms = 50; ~Member_bad() { usleep(this->ms * 1000); } }; // CHECK: warning: destructor 'Member_bad::~Member_bad' {{.*}}for up to 50 ms
struct Length_ok { int ms = 5; ~Length_ok() { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); } };
struct Length_bad { int s = 5; ~Length_bad() { std::this_thread::sleep_for(std::chrono::seconds(s)); } }; // CHECK: warning: destructor 'Length_bad::~Length_bad' {{.*}}for up to 5 s
struct Part_ok { std::chrono::milliseconds of{50}; ~Part_ok() { std::this_thread::sleep_for(of / 10); } };
struct Part_bad { std::chrono::milliseconds of{5000}; ~Part_bad() { std::this_thread::sleep_for(of / 10); } }; // CHECK: warning: destructor 'Part_bad::~Part_bad' {{.*}}for up to 500 ms
struct Times_bad { std::chrono::milliseconds of{50}; ~Times_bad() { std::this_thread::sleep_for(2 * of); } }; // CHECK: warning: destructor 'Times_bad::~Times_bad' {{.*}}for up to 100 ms
struct Set_bad { int ms = 5; void wait(int m) { ms = m; } ~Set_bad() { usleep(ms * 1000); } }; // CHECK: warning: destructor 'Set_bad::~Set_bad' {{.*}}with no bound
struct Behind { int ms; };
struct Behind_bad { Behind *b; void make() { b->ms = 20; } ~Behind_bad() { usleep(b->ms * 1000); } }; // CHECK: warning: destructor 'Behind_bad::~Behind_bad' {{.*}}for up to 20 ms
