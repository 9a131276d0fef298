// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <chrono>
namespace grpc {
struct Status {};
struct ClientContext { void TryCancel(); };
template <class R> struct ClientReader { bool Read(R *); Status Finish(); };
struct CompletionQueue {
  bool Next(void **, bool *);
  template <class T> int AsyncNext(void **, bool *, const T &Deadline);
  void Shutdown();
};
struct ServerInterface { void Shutdown(); template <class T> void Shutdown(const T &Deadline); virtual void Wait() = 0; virtual void ShutdownInternal(long Deadline) = 0; };
namespace internal {
template <class A, class B> Status BlockingUnaryCall(int, ClientContext *, const A &, B *);
}
}
using namespace grpc;

// A generated stub.
struct Stub {
  Status Unregister(ClientContext *C, const int &Q, int *A) { return internal::BlockingUnaryCall(1, C, Q, A); }
};
struct Unary_bad {
  Stub S;
  ~Unary_bad() {
    ClientContext C;
    int A;
    S.Unregister(&C, 1, &A);
    // CHECK: 'Unary_bad::~Unary_bad' {{.*}}[cleanup-network-io]
    // CHECK: note: {{.*}}without a deadline in its context nothing bounds that
  }
};
struct Reader_bad { ClientReader<int> *R; ~Reader_bad() { R->Finish(); } };
// CHECK: 'Reader_bad::~Reader_bad' {{.*}}[cleanup-network-io]
struct Cancel_ok { ClientContext C; ~Cancel_ok() { C.TryCancel(); } };
struct Queue_ok { CompletionQueue Q; void *T; bool B; ~Queue_ok() { Q.Shutdown(); while (Q.Next(&T, &B)); } };
// What polls it under a lock, whoever wants that waits as long.
#include <mutex>
struct Poll_bad {
  std::mutex M; CompletionQueue Q; void *T; bool B;
  void poll() { std::lock_guard<std::mutex> Hold(M); Q.Next(&T, &B); }
  // CHECK: 'M' is held while 'Poll_bad::poll' waits for other threads ('grpc::CompletionQueue::Next')
};
struct Open_bad { CompletionQueue Q; void *T; bool B; ~Open_bad() { Q.Next(&T, &B); } };
// CHECK: 'Open_bad::~Open_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}or after Shutdown() when the queue is empty
struct Server_bad { ServerInterface *S; ~Server_bad() { S->Shutdown(); } };
// CHECK: 'Server_bad::~Server_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}a streaming call may never
struct Deadline_bad { ServerInterface *S; ~Deadline_bad() { S->Shutdown(5L); } };
// CHECK: 'Deadline_bad::~Deadline_bad' {{.*}}until a deadline
// CHECK: note: {{.*}}cancels them after the deadline
struct Wait_bad { ServerInterface *S; ~Wait_bad() { S->Wait(); } };
// CHECK: 'Wait_bad::~Wait_bad' {{.*}}with no bound

// A stub that is only declared, as its interface is.
struct LeaseInterface { virtual ~LeaseInterface(); virtual Status Revoke(ClientContext *C, const int &Q, int *A) = 0; };
struct Lease final : LeaseInterface { Status Revoke(ClientContext *C, const int &Q, int *A) override; };
struct Declared_bad {
  Lease *L;
  ~Declared_bad() {
    ClientContext C;
    int A;
    L->Revoke(&C, 1, &A);
    // CHECK: 'Declared_bad::~Declared_bad' {{.*}}[cleanup-network-io]
  }
};

// A deadline that has come already polls, and one that never comes is none.
extern "C" {
enum gpr_clock_type { GPR_CLOCK_MONOTONIC, GPR_CLOCK_REALTIME };
struct gpr_timespec { long tv_sec; int tv_nsec; gpr_clock_type clock_type; };
gpr_timespec gpr_now(gpr_clock_type);
gpr_timespec gpr_time_0(gpr_clock_type);
gpr_timespec gpr_inf_past(gpr_clock_type);
gpr_timespec gpr_inf_future(gpr_clock_type);
}
using Clock = std::chrono::system_clock;
struct Drain_bad {
  CompletionQueue Q; void *T; bool B;
  ~Drain_bad() { Q.AsyncNext(&T, &B, Clock::now() + std::chrono::seconds(5)); }
  // CHECK: 'Drain_bad::~Drain_bad' {{.*}}for up to 5 s
  // CHECK: note: {{.*}}waits for the next event
};
struct Never_bad { CompletionQueue Q; void *T; bool B; ~Never_bad() { Q.AsyncNext(&T, &B, Clock::time_point::max()); } };
// CHECK: 'Never_bad::~Never_bad' {{.*}}with no bound
struct Infinite_bad { CompletionQueue Q; void *T; bool B; ~Infinite_bad() { Q.AsyncNext(&T, &B, gpr_inf_future(GPR_CLOCK_REALTIME)); } };
// CHECK: 'Infinite_bad::~Infinite_bad' {{.*}}with no bound
struct Past_ok {
  CompletionQueue Q; void *T; bool B;
  ~Past_ok() {
    while (Q.AsyncNext(&T, &B, Clock::now()) == 1) ;
    Q.AsyncNext(&T, &B, Clock::time_point());
    Q.AsyncNext(&T, &B, Clock::time_point::min());
    Q.AsyncNext(&T, &B, gpr_now(GPR_CLOCK_REALTIME));
    Q.AsyncNext(&T, &B, gpr_time_0(GPR_CLOCK_REALTIME));
    Q.AsyncNext(&T, &B, gpr_inf_past(GPR_CLOCK_REALTIME));
  }
};

// What a header's Shutdown() comes to.
struct Internal_bad {
  ServerInterface *S;
  long Forever;
  ~Internal_bad() {
    S->ShutdownInternal(Forever);
    // CHECK: 'Internal_bad::~Internal_bad' waits for other threads
  }
};
