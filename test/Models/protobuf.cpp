// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
namespace google::protobuf {
struct Closure;
struct RpcChannel { virtual void CallMethod(const void *, void *, const void *, void *, Closure *) = 0; };
struct RpcController { virtual void StartCancel() = 0; };
}
using namespace google::protobuf;

struct Call_bad { RpcChannel *C; ~Call_bad() { C->CallMethod(0, 0, 0, 0, nullptr); } };
// CHECK: 'Call_bad::~Call_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}without a callback to run at the end
struct Call_ok { RpcChannel *C; Closure *Done; ~Call_ok() { C->CallMethod(0, 0, 0, 0, Done); } };
struct Cancel_ok { RpcController *C; ~Cancel_ok() { C->StartCancel(); } };
