// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
extern "C" {
typedef unsigned long ULONG;
typedef struct TX_MUTEX_STRUCT { int Id; } TX_MUTEX;
typedef struct TX_SEMAPHORE_STRUCT TX_SEMAPHORE;
typedef struct TX_QUEUE_STRUCT TX_QUEUE;
typedef struct TX_EVENT_FLAGS_GROUP_STRUCT TX_EVENT_FLAGS_GROUP;
unsigned _tx_thread_sleep(ULONG Ticks);
unsigned _txe_mutex_get(TX_MUTEX *, ULONG Ticks);
unsigned _txe_mutex_put(TX_MUTEX *);
unsigned _txe_semaphore_get(TX_SEMAPHORE *, ULONG Ticks);
unsigned _txe_queue_receive(TX_QUEUE *, void *, ULONG Ticks);
unsigned _txe_event_flags_get(TX_EVENT_FLAGS_GROUP *, ULONG, unsigned, ULONG *, ULONG Ticks);
unsigned _txe_semaphore_put(TX_SEMAPHORE *);
}
#define tx_thread_sleep _tx_thread_sleep
#define tx_mutex_get _txe_mutex_get
#define tx_mutex_put _txe_mutex_put
#define tx_semaphore_get _txe_semaphore_get
#define tx_queue_receive _txe_queue_receive
#define tx_event_flags_get _txe_event_flags_get
#define tx_semaphore_put _txe_semaphore_put
#define TX_NO_WAIT ((ULONG)0)
#define TX_WAIT_FOREVER ((ULONG)0xFFFFFFFFUL)

struct Sleep_bad { ~Sleep_bad() { tx_thread_sleep(50); } };
// CHECK: 'Sleep_bad::~Sleep_bad' sleeps {{.*}}[cleanup-blocking-call]
struct Get_bad { TX_SEMAPHORE *S; ~Get_bad() { tx_semaphore_get(S, TX_WAIT_FOREVER); } };
// CHECK: 'Get_bad::~Get_bad' {{.*}}with no bound
// CHECK: note: {{.*}}until somebody puts the semaphore
struct Timed_bad { TX_SEMAPHORE *S; ~Timed_bad() { tx_semaphore_get(S, 100); } };
// CHECK: 'Timed_bad::~Timed_bad' {{.*}}until a deadline
struct Receive_bad { TX_QUEUE *Q; ULONG M; ~Receive_bad() { tx_queue_receive(Q, &M, TX_WAIT_FOREVER); } };
// CHECK: 'Receive_bad::~Receive_bad' {{.*}}with no bound
struct Flags_bad { TX_EVENT_FLAGS_GROUP *G; ULONG F; ~Flags_bad() { tx_event_flags_get(G, 1, 0, &F, TX_WAIT_FOREVER); } };
// CHECK: 'Flags_bad::~Flags_bad' {{.*}}with no bound
struct Poll_ok {
  TX_SEMAPHORE *S; TX_QUEUE *Q; TX_EVENT_FLAGS_GROUP *G; ULONG M;
  ~Poll_ok() {
    tx_semaphore_get(S, TX_NO_WAIT);
    tx_queue_receive(Q, &M, TX_NO_WAIT);
    tx_event_flags_get(G, 1, 0, &M, TX_NO_WAIT);
    tx_semaphore_put(S);
  }
};

struct Held {
  TX_MUTEX M;
  void sleep_bad() {
    tx_mutex_get(&M, TX_WAIT_FOREVER);
    tx_thread_sleep(10);
    // CHECK: Held::sleep_bad{{.*}}[cleanup-lock-held-over-wait]
    tx_mutex_put(&M);
  }
  void sleep_ok() {
    tx_mutex_get(&M, TX_WAIT_FOREVER);
    tx_mutex_put(&M);
    tx_thread_sleep(10);
  }
  void busy_ok() {
    if (tx_mutex_get(&M, TX_NO_WAIT) != 0) {
      tx_thread_sleep(10);
      return;
    }
    tx_mutex_put(&M);
  }
};
