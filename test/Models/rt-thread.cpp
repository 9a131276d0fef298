// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
extern "C" {
struct rt_mutex { int Id; };
typedef rt_mutex *rt_mutex_t;
typedef struct rt_semaphore *rt_sem_t;
typedef struct rt_messagequeue *rt_mq_t;
typedef struct rt_event *rt_event_t;
long rt_thread_mdelay(int Ms);
long rt_thread_delay(unsigned Ticks);
long rt_mutex_take(rt_mutex_t, int Ticks);
long rt_mutex_release(rt_mutex_t);
long rt_sem_take(rt_sem_t, int Ticks);
long rt_sem_release(rt_sem_t);
long rt_mq_recv(rt_mq_t, void *, unsigned long, int Ticks);
long rt_event_recv(rt_event_t, unsigned Set, unsigned char, int Ticks, unsigned *);
}
#define RT_WAITING_FOREVER -1
#define RT_WAITING_NO 0

struct Delay_bad { ~Delay_bad() { rt_thread_mdelay(200); } };
// CHECK: 'Delay_bad::~Delay_bad' sleeps {{.*}} 200 ms
struct Ticks_bad { ~Ticks_bad() { rt_thread_delay(200); } };
// CHECK: 'Ticks_bad::~Ticks_bad' sleeps {{.*}}until a deadline
struct Take_bad { rt_sem_t S; ~Take_bad() { rt_sem_take(S, RT_WAITING_FOREVER); } };
// CHECK: 'Take_bad::~Take_bad' {{.*}}with no bound
// CHECK: note: {{.*}}until somebody releases the semaphore
struct Receive_bad { rt_mq_t Q; int I; ~Receive_bad() { rt_mq_recv(Q, &I, 4, RT_WAITING_FOREVER); } };
// CHECK: 'Receive_bad::~Receive_bad' {{.*}}with no bound
struct Event_bad { rt_event_t E; unsigned S; ~Event_bad() { rt_event_recv(E, 1, 0, RT_WAITING_FOREVER, &S); } };
// CHECK: 'Event_bad::~Event_bad' {{.*}}with no bound
struct Poll_ok {
  rt_sem_t S; rt_mq_t Q; rt_event_t E; unsigned I;
  ~Poll_ok() {
    rt_sem_take(S, RT_WAITING_NO);
    rt_mq_recv(Q, &I, 4, RT_WAITING_NO);
    rt_event_recv(E, 1, 0, RT_WAITING_NO, &I);
    rt_sem_release(S);
  }
};

struct Held {
  rt_mutex M;
  void delay_bad() {
    rt_mutex_take(&M, RT_WAITING_FOREVER);
    rt_thread_mdelay(100);
    // CHECK: Held::delay_bad{{.*}}[cleanup-lock-held-over-wait]
    rt_mutex_release(&M);
  }
  void delay_ok() {
    rt_mutex_take(&M, RT_WAITING_FOREVER);
    rt_mutex_release(&M);
    rt_thread_mdelay(100);
  }
  void busy_ok() {
    if (rt_mutex_take(&M, RT_WAITING_NO) != 0) {
      rt_thread_mdelay(100);
      return;
    }
    rt_mutex_release(&M);
  }
};
