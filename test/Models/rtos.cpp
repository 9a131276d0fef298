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
