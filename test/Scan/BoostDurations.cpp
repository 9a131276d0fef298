// RUN: not %cleanexit check %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Lengths of time of Boost.DateTime: milliseconds and the like are one template,
// of which a number says how many make a second.

namespace boost {
namespace posix_time {
class time_duration {
public:
  time_duration(long Ticks) : Ticks(Ticks) {}
  long Ticks;
};
struct ptime {
  ptime operator+(const time_duration &) const { return *this; }
};
struct microsec_clock {
  static ptime local_time();
};
class hours : public time_duration {
public:
  template <class T> explicit hours(const T &N) : time_duration(N * 3600000000l) {}
};
class minutes : public time_duration {
public:
  template <class T> explicit minutes(const T &N) : time_duration(N * 60000000l) {}
};
} // namespace posix_time
namespace date_time {
template <class Base, long PerSecond> class subsecond_duration : public Base {
public:
  template <class T>
  explicit subsecond_duration(const T &N) : Base(N * (1000000 / PerSecond)) {}
};
} // namespace date_time
namespace posix_time {
using millisec = date_time::subsecond_duration<time_duration, 1000>;
using microseconds = date_time::subsecond_duration<time_duration, 1000000>;
} // namespace posix_time
namespace this_thread {
template <class Length> void sleep(const Length &Long);
void sleep(const posix_time::ptime &Until);
} // namespace this_thread
} // namespace boost

using namespace boost::posix_time;
struct Polls_ok {
  ~Polls_ok() { boost::this_thread::sleep(millisec(0)); }
};
struct Micro_ok {
  ~Micro_ok() { boost::this_thread::sleep(microseconds(900)); }
};
struct Milli_bad {
  ~Milli_bad() { boost::this_thread::sleep(millisec(900)); } // CHECK: [[@LINE]]:{{[0-9]+}}: warning: destructor 'Milli_bad::~Milli_bad' sleeps ('boost::this_thread::sleep') for up to 900 ms
};
struct Minutes_bad {
  ~Minutes_bad() { boost::this_thread::sleep(minutes(2)); } // CHECK: [[@LINE]]:{{[0-9]+}}: warning: {{.*}} for up to 120 s
};
struct Hours_bad {
  ~Hours_bad() { boost::this_thread::sleep(hours(1)); } // CHECK: [[@LINE]]:{{[0-9]+}}: warning: {{.*}} for up to 3600 s
};
struct Deadline_bad {
  ~Deadline_bad() {
    boost::this_thread::sleep(microsec_clock::local_time() + millisec(700)); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: {{.*}} for up to 700 ms
  }
};
