// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
namespace grpc {
struct Status {};
struct ClientContext { void TryCancel(); };
template <class R> struct ClientReader { bool Read(R *); Status Finish(); };
struct CompletionQueue { bool Next(void **, bool *); void Shutdown(); };
struct ServerInterface { void Shutdown(); template <class T> void Shutdown(const T &Deadline); virtual void Wait() = 0; };
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
