// RUN: %check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s --implicit-check-not=_ok
#include <guards.h>
#include <unistd.h>
namespace absl {
struct Mutex { void Lock(); void Unlock(); };
struct MutexLock { explicit MutexLock(Mutex *); ~MutexLock(); };
struct CondVar { void Wait(Mutex *); };
class Duration { long Ticks; };
class Time { Duration Since; };
Duration Milliseconds(int); Duration Seconds(int); Duration ZeroDuration(); Time Now(); Time operator+(Time, Duration);
struct Notification { void WaitForNotification(); bool HasBeenNotified(); bool WaitForNotificationWithTimeout(Duration) const; bool WaitForNotificationWithDeadline(Time) const; };
struct BlockingCounter { void Wait(); };
}

struct Notified_bad { absl::Notification N; ~Notified_bad() { N.WaitForNotification(); } };
// CHECK: 'Notified_bad::~Notified_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}when somebody notifies
struct Notified_ok { absl::Notification N; ~Notified_ok() { N.HasBeenNotified(); } };
struct Counter_bad { absl::BlockingCounter C; ~Counter_bad() { C.Wait(); } };
// CHECK: 'Counter_bad::~Counter_bad' {{.*}}[cleanup-blocking-call]

struct Held {
  absl::Mutex M;
  absl::CondVar C;
  void sleep_bad() {
    absl::MutexLock Lock(&M);
    sleep(1);
    // CHECK: Held::sleep_bad{{.*}}[cleanup-lock-held-over-wait]
  }
  void wait_ok() {
    absl::MutexLock Lock(&M);
    C.Wait(&M);
  }
};

void guard(int Fd) {
  auto Guard = absl::MakeCleanup([Fd] { fsync(Fd); });
  // CHECK: [[@LINE-1]]:{{.*}}waits for the storage device {{.*}}[cleanup-blocking-call]
}

// Lengths of time are what their makers say.
struct Long_bad { absl::Notification N; ~Long_bad() { N.WaitForNotificationWithTimeout(absl::Seconds(5)); } };
// CHECK: 'Long_bad::~Long_bad' {{.*}} for up to 5 s
struct Until_bad { absl::Notification N; ~Until_bad() { N.WaitForNotificationWithDeadline(absl::Now() + absl::Seconds(2)); } };
// CHECK: 'Until_bad::~Until_bad' {{.*}} for up to 2 s
struct Short_ok { absl::Notification N; ~Short_ok() { N.WaitForNotificationWithTimeout(absl::Milliseconds(5)); } };
struct ShortUntil_ok { absl::Notification N; ~ShortUntil_ok() { N.WaitForNotificationWithDeadline(absl::Now() + absl::Milliseconds(5)); } };
struct Now_ok { absl::Notification N; ~Now_ok() { N.WaitForNotificationWithDeadline(absl::Now()); } };
struct Zero_ok { absl::Notification N; ~Zero_ok() { N.WaitForNotificationWithTimeout(absl::ZeroDuration()); } };
