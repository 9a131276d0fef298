// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
struct ACE_Time_Value { ACE_Time_Value(long Seconds = 0, long Us = 0); };
struct ACE_Thread_Manager { int wait(const ACE_Time_Value * = nullptr, bool = false, bool = true); int cancel_all(int = 0); };
struct ACE_Task_Base { virtual int wait(); };
struct ACE_Thread_Mutex { int acquire(); int tryacquire(); int release(); };
template <class L> struct ACE_Guard { ACE_Guard(L &); ~ACE_Guard(); int release(); };
template <class L> struct ACE_Condition { ACE_Condition(L &); int wait(); int wait(const ACE_Time_Value *); int signal(); };
namespace ACE_OS { int sleep(unsigned Seconds); }

struct Wait_bad { ACE_Thread_Manager *M; ~Wait_bad() { M->wait(); } };
// CHECK: 'Wait_bad::~Wait_bad' waits for a thread to end {{.*}}with no bound
// CHECK: note: {{.*}}when all threads have ended
struct Task_bad { ACE_Task_Base *T; ~Task_bad() { T->wait(); } };
// CHECK: 'Task_bad::~Task_bad' waits for a thread to end
struct Cancel_ok { ACE_Thread_Manager *M; ~Cancel_ok() { M->cancel_all(); } };
struct Nap_bad { ~Nap_bad() { ACE_OS::sleep(2); } };
// CHECK: 'Nap_bad::~Nap_bad' {{.*}} 2 s
struct Nap_ok { ~Nap_ok() { ACE_OS::sleep(0); } };

struct Held {
  ACE_Thread_Mutex M;
  ACE_Condition<ACE_Thread_Mutex> C{M};
  void sleep_bad() {
    ACE_Guard<ACE_Thread_Mutex> Guard(M);
    ACE_OS::sleep(1);
    // CHECK: Held::sleep_bad{{.*}}[cleanup-lock-held-over-wait]
  }
  void sleep_ok() {
    ACE_Guard<ACE_Thread_Mutex> Guard(M);
    Guard.release();
    ACE_OS::sleep(1);
  }
  void wait_ok() {
    ACE_Guard<ACE_Thread_Mutex> Guard(M);
    C.wait();
  }
};
