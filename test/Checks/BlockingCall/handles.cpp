// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A handle that is waited for is a thread's if one was started on it.
#include <atomic>
typedef void *HANDLE;
extern "C" {
unsigned long WaitForSingleObject(HANDLE, unsigned long);
HANDLE CreateThread(void *, unsigned long, unsigned long (*)(void *), void *, unsigned long, unsigned long *);
void Sleep(unsigned long);
int CloseHandle(HANDLE);
}

class Worker_ok {
  std::atomic<bool> stop{false};
  HANDLE thread;
  static unsigned long run(void *p) {
    while (!static_cast<Worker_ok *>(p)->stop)
      Sleep(1);
    return 0;
  }

public:
  Worker_ok() : thread(CreateThread(nullptr, 0, run, this, 0, nullptr)) {}
  ~Worker_ok() {
    stop = true;
    WaitForSingleObject(thread, 0xFFFFFFFF);
    CloseHandle(thread);
  }
};
class Worker_bad {
  std::atomic<bool> stop{false};
  HANDLE thread;
  static unsigned long run(void *p) {
    while (!static_cast<Worker_bad *>(p)->stop)
      Sleep(1);
    return 0;
  }

public:
  Worker_bad() : thread(CreateThread(nullptr, 0, run, this, 0, nullptr)) {}
  ~Worker_bad() {
    WaitForSingleObject(thread, 0xFFFFFFFF); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}nothing before it asks
    CloseHandle(thread);
  }
};
class Event_bad {
  HANDLE event;

public:
  explicit Event_bad(HANDLE e) : event(e) {}
  ~Event_bad() {
    WaitForSingleObject(event, 0xFFFFFFFF); // CHECK: :[[@LINE]]:{{.*}}warning:
  }
};
