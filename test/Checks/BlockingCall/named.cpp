// TELLS: boardThreadSleep board_sleep_ms board_set_sleep_time board_sleep_mode
// TELLS: waitForDone join waiting needsWait JobMonitor wait
// Of a function that is nowhere seen, the name is all there is to go by.
// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
extern "C" void boardThreadSleep(double seconds);
extern "C" void board_sleep_ms(int n);
extern "C" void board_set_sleep_time(int ms);
extern "C" int board_sleep_mode(int mode);
struct Task {
  bool waitForDone();
  void join();
  void join(const char *separator);
  bool waiting();
  bool needsWait();
};
struct Sleeps_bad {
  ~Sleeps_bad() { boardThreadSleep(1.0); } // CHECK: :[[@LINE]]:{{.*}}sleeps ('boardThreadSleep') with no bound
};
struct Long_bad {
  ~Long_bad() { board_sleep_ms(200); } // CHECK: :[[@LINE]]:{{.*}}sleeps ('board_sleep_ms') for up to 200 ms
};
struct Short_ok {
  ~Short_ok() { board_sleep_ms(5); }
};
struct SpeaksOf_ok {
  ~SpeaksOf_ok() {
    board_set_sleep_time(100);
    board_sleep_mode(1);
  }
};
struct Waits_bad {
  Task t;
  ~Waits_bad() { t.waitForDone(); } // CHECK: :[[@LINE]]:{{.*}}'Task::waitForDone'
};
struct Joins_bad {
  Task t;
  ~Joins_bad() { t.join(); } // CHECK: :[[@LINE]]:{{.*}}'Task::join'
};
struct Other_ok {
  Task t;
  ~Other_ok() {
    t.join(", ");
    t.waiting();
    t.needsWait();
  }
};
// What takes no number of anything, or is done to an object, may put a device
// to sleep.
// TELLS: lcd_sleep radio sleep sleepIn clock_sleep_ms
struct Lcd;
struct Radio {
  enum Mode { Deep };
  void sleep(bool on);
  void sleep(int mode);
  void sleepIn(Mode mode);
};
extern "C" void lcd_sleep(Lcd *);
extern "C" void clock_sleep_ms(Lcd *, int n);
struct Mode_ok {
  Lcd *lcd;
  Radio radio;
  ~Mode_ok() {
    lcd_sleep(lcd);
    radio.sleep(true);
    radio.sleep(1);
    radio.sleepIn(Radio::Deep);
  }
};
struct Clock_bad {
  Lcd *lcd;
  ~Clock_bad() { clock_sleep_ms(lcd, 300); } // CHECK: :[[@LINE]]:{{.*}}sleeps ('clock_sleep_ms') for up to 300 ms
};
// A body is worth more than a name.
inline void pretendToSleep(int) {}
struct Seen_ok {
  ~Seen_ok() { pretendToSleep(1000); }
};
// A condition's wait() has a lock of its own to let go of.
struct JobMonitor { void wait(); };
struct Monitor_ok {
  JobMonitor m;
  ~Monitor_ok() { m.wait(); }
};
