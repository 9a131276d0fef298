// RUN: %check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s --implicit-check-not=_ok
#include <guards.h>
#include <unistd.h>
namespace absl {
struct Mutex { void Lock(); void Unlock(); };
struct MutexLock { explicit MutexLock(Mutex *); ~MutexLock(); };
struct CondVar { void Wait(Mutex *); };
struct Notification { void WaitForNotification(); bool HasBeenNotified(); };
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
