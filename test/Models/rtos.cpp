// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
extern "C" {
typedef unsigned TickType_t;
typedef struct QueueDefinition *QueueHandle_t;
void vTaskDelay(TickType_t);
int xQueueReceive(QueueHandle_t, void *, TickType_t);
int xQueueSemaphoreTake(QueueHandle_t, TickType_t);
int xQueueGenericSend(QueueHandle_t, const void *, TickType_t, int);
struct k_sem;
struct k_mutex;
struct k_timeout_t { long long ticks; };
int k_sem_take(k_sem *, k_timeout_t);
void k_sem_give(k_sem *);
int k_msleep(int Ms);
int k_mutex_lock(k_mutex *, k_timeout_t);
int k_mutex_unlock(k_mutex *);
}

struct Delay_bad { ~Delay_bad() { vTaskDelay(100); } };
// CHECK: 'Delay_bad::~Delay_bad' sleeps {{.*}}[cleanup-blocking-call]
struct Forever_bad { QueueHandle_t Q; int I; ~Forever_bad() { xQueueReceive(Q, &I, 0xFFFFFFFF); } };
// CHECK: 'Forever_bad::~Forever_bad' {{.*}}with no bound
// CHECK: note: {{.*}}until there is something in the queue
struct Take_bad { QueueHandle_t S; ~Take_bad() { xQueueSemaphoreTake(S, 0xFFFFFFFF); } };
// CHECK: 'Take_bad::~Take_bad' {{.*}}with no bound
struct Look_ok { QueueHandle_t Q; int I; ~Look_ok() { xQueueReceive(Q, &I, 0); } };
struct Give_ok { QueueHandle_t S; ~Give_ok() { xQueueGenericSend(S, nullptr, 0, 0); } };

struct Nap_bad { ~Nap_bad() { k_msleep(100); } };
// CHECK: 'Nap_bad::~Nap_bad' sleeps {{.*}} 100 ms
struct Semaphore_bad { k_sem *S; ~Semaphore_bad() { k_sem_take(S, k_timeout_t{-1}); } };
// CHECK: 'Semaphore_bad::~Semaphore_bad' {{.*}}with no bound
struct Semaphore_ok { k_sem *S; ~Semaphore_ok() { k_sem_give(S); } };

struct Held {
  k_mutex *M;
  void sleep_bad() {
    k_mutex_lock(M, k_timeout_t{-1});
    k_msleep(1000);
    // CHECK: Held::sleep_bad{{.*}}[cleanup-lock-held-over-wait]
    k_mutex_unlock(M);
  }
  void sleep_ok() {
    k_mutex_lock(M, k_timeout_t{-1});
    k_mutex_unlock(M);
    k_msleep(1000);
  }
};

extern "C" {
int xQueueTakeMutexRecursive(QueueHandle_t, TickType_t);
int xQueueGiveMutexRecursive(QueueHandle_t);
int xTaskGenericNotifyWait(unsigned, unsigned, unsigned, unsigned *, TickType_t);
int k_msgq_get(void *, void *, k_timeout_t);
int k_poll(void *, int, k_timeout_t);
}
struct Notified_bad { ~Notified_bad() { xTaskGenericNotifyWait(0, 0, 0, nullptr, 0xFFFFFFFF); } };
// CHECK: 'Notified_bad::~Notified_bad' {{.*}}with no bound
struct Message_bad { void *Q; int M; ~Message_bad() { k_msgq_get(Q, &M, k_timeout_t{100}); } };
// CHECK: 'Message_bad::~Message_bad' {{.*}}until a deadline
struct Poll_ok { void *Q; int M; ~Poll_ok() { k_msgq_get(Q, &M, k_timeout_t{0}); k_poll(Q, 1, k_timeout_t{0}); } };

struct Mutex {
  QueueHandle_t M;
  k_mutex *Z;
  void delay_bad() {
    xQueueTakeMutexRecursive(M, 0xFFFFFFFF);
    vTaskDelay(100);
    // CHECK: Mutex::delay_bad{{.*}}[cleanup-lock-held-over-wait]
    xQueueGiveMutexRecursive(M);
  }
  void delay_ok() {
    xQueueTakeMutexRecursive(M, 0xFFFFFFFF);
    xQueueGiveMutexRecursive(M);
    vTaskDelay(100);
  }
  void busy_ok() {
    if (k_mutex_lock(Z, k_timeout_t{0})) {
      k_msleep(100);
      return;
    }
    k_mutex_unlock(Z);
  }
};

// Another task is suspended at once; what the handle is comes by its address.
extern "C" {
typedef struct TaskControl *TaskHandle_t;
int xTaskCreate(void (*)(void *), const char *, unsigned, void *, unsigned, TaskHandle_t *);
void vTaskSuspend(TaskHandle_t);
}
struct Task_ok {
  TaskHandle_t Handle = nullptr;
  static void run(void *) {}
  Task_ok() { xTaskCreate(run, "task", 512, this, 1, &Handle); }
  ~Task_ok() { vTaskSuspend(Handle); }
};
struct Oneself_bad { ~Oneself_bad() { vTaskSuspend(nullptr); } };
// CHECK: 'Oneself_bad::~Oneself_bad' waits for other threads

// A semaphore's handle that is a mutex, by what made it.
extern "C" {
QueueHandle_t xQueueCreateMutex(unsigned char);
QueueHandle_t xQueueGenericCreate(unsigned, unsigned, unsigned char);
}
static void take(QueueHandle_t H) { xQueueSemaphoreTake(H, 0xFFFFFFFF); }
static void give(QueueHandle_t H) { xQueueGenericSend(H, nullptr, 0, 0); }
struct Handles {
  QueueHandle_t Lock = xQueueCreateMutex(1);
  QueueHandle_t Done = nullptr;
  QueueHandle_t Any;
  Handles(QueueHandle_t Given) : Any(Given) { Done = xQueueGenericCreate(1, 0, 3); }
  void delay_bad() {
    xQueueSemaphoreTake(Lock, 0xFFFFFFFF);
    vTaskDelay(100);
    // CHECK: Handles::delay_bad{{.*}}[cleanup-lock-held-over-wait]
    give(Lock);
  }
  void delay_ok() {
    xQueueSemaphoreTake(Lock, 0xFFFFFFFF);
    give(Lock);
    vTaskDelay(100);
  }
  void waits_bad() {
    xQueueSemaphoreTake(Lock, 0xFFFFFFFF);
    xQueueSemaphoreTake(Done, 0xFFFFFFFF);
    // CHECK: Handles::waits_bad{{.*}}[cleanup-lock-held-over-wait]
    give(Lock);
  }
  void notLocks_ok() {
    xQueueSemaphoreTake(Done, 0xFFFFFFFF);
    xQueueSemaphoreTake(Any, 0xFFFFFFFF);
    vTaskDelay(100);
  }
};
struct TakesLock_ok : Handles { ~TakesLock_ok() { xQueueSemaphoreTake(Lock, 0xFFFFFFFF); give(Lock); } };
struct TakesOther_bad : Handles { ~TakesOther_bad() { xQueueSemaphoreTake(Done, 0xFFFFFFFF); } };
// CHECK: 'TakesOther_bad::~TakesOther_bad' waits for other threads
struct TakesAny_bad : Handles { ~TakesAny_bad() { xQueueSemaphoreTake(Any, 0xFFFFFFFF); } };
// CHECK: 'TakesAny_bad::~TakesAny_bad' waits for other threads
static QueueHandle_t Global;
void init() { Global = xQueueCreateMutex(1); }
void helpers_bad() {
  take(Global);
  vTaskDelay(100);
  // CHECK: 'helpers_bad'{{.*}}[cleanup-lock-held-over-wait]
  give(Global);
}
void helpers_ok() {
  take(Global);
  give(Global);
  vTaskDelay(100);
}
