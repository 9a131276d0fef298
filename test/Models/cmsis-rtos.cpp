// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
extern "C" {
typedef void *osThreadId_t, *osMutexId_t, *osSemaphoreId_t, *osMessageQueueId_t, *osEventFlagsId_t;
int osDelay(unsigned Ticks);
int osThreadJoin(osThreadId_t);
int osThreadTerminate(osThreadId_t);
int osMutexAcquire(osMutexId_t, unsigned Ticks);
int osMutexRelease(osMutexId_t);
int osSemaphoreAcquire(osSemaphoreId_t, unsigned Ticks);
int osMessageQueueGet(osMessageQueueId_t, void *, unsigned char *, unsigned Ticks);
int osMessageQueuePut(osMessageQueueId_t, const void *, unsigned char, unsigned Ticks);
unsigned osEventFlagsWait(osEventFlagsId_t, unsigned Flags, unsigned Options, unsigned Ticks);
int osMutexWait(osMutexId_t, unsigned Ms);
int osSemaphoreWait(osSemaphoreId_t, unsigned Ms);
}
#define osWaitForever 0xFFFFFFFFU

struct Delay_bad { ~Delay_bad() { osDelay(100); } };
// CHECK: 'Delay_bad::~Delay_bad' sleeps {{.*}}[cleanup-blocking-call]
struct Join_bad { osThreadId_t T; ~Join_bad() { osThreadJoin(T); } };
// CHECK: 'Join_bad::~Join_bad' waits for a thread to end {{.*}}with no bound
// CHECK: note: {{.*}}nothing bounds that
struct Take_bad { osSemaphoreId_t S; ~Take_bad() { osSemaphoreAcquire(S, osWaitForever); } };
// CHECK: 'Take_bad::~Take_bad' {{.*}}with no bound
struct Timed_bad { osSemaphoreId_t S; ~Timed_bad() { osSemaphoreAcquire(S, 500); } };
// CHECK: 'Timed_bad::~Timed_bad' {{.*}}until a deadline
struct Get_bad { osMessageQueueId_t Q; int I; ~Get_bad() { osMessageQueueGet(Q, &I, nullptr, osWaitForever); } };
// CHECK: 'Get_bad::~Get_bad' {{.*}}with no bound
struct Flags_bad { osEventFlagsId_t E; ~Flags_bad() { osEventFlagsWait(E, 1, 0, osWaitForever); } };
// CHECK: 'Flags_bad::~Flags_bad' {{.*}}with no bound
struct Old_bad { osSemaphoreId_t S; ~Old_bad() { osSemaphoreWait(S, 500); } };
// CHECK: 'Old_bad::~Old_bad' {{.*}}for up to 500 ms
struct Poll_ok {
  osSemaphoreId_t S; osMessageQueueId_t Q; osEventFlagsId_t E; int I;
  ~Poll_ok() {
    osSemaphoreAcquire(S, 0);
    osMessageQueueGet(Q, &I, nullptr, 0);
    osMessageQueuePut(Q, &I, 0, 0);
    osEventFlagsWait(E, 1, 0, 0);
  }
};
struct End_ok { osThreadId_t T; ~End_ok() { osThreadTerminate(T); osDelay(0); } };
struct Lock_ok { osMutexId_t M; ~Lock_ok() { osMutexAcquire(M, osWaitForever); osMutexRelease(M); } };

struct Held {
  osMutexId_t M;
  void delay_bad() {
    osMutexAcquire(M, osWaitForever);
    osDelay(100);
    // CHECK: Held::delay_bad{{.*}}[cleanup-lock-held-over-wait]
    osMutexRelease(M);
  }
  void delay_ok() {
    osMutexAcquire(M, osWaitForever);
    osMutexRelease(M);
    osDelay(100);
  }
  void tried_bad() {
    if (osMutexAcquire(M, 0) == 0) {
      osDelay(100);
      // CHECK: Held::tried_bad{{.*}}[cleanup-lock-held-over-wait]
      osMutexRelease(M);
    }
  }
  void busy_ok() {
    if (osMutexAcquire(M, 0)) {
      osDelay(100);
      return;
    }
    osMutexRelease(M);
  }
};
