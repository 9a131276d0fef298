// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <chrono>
namespace cpr {
struct Response {};
template <class... Ts> Response Delete(Ts &&...);
template <class T> struct AsyncWrapper { T get(); void wait(); int wait_for(std::chrono::milliseconds); };
struct Session { Response Post(); void SetTimeout(int); };
}

struct Delete_bad { ~Delete_bad() { cpr::Delete("http://a"); } };
// CHECK: 'Delete_bad::~Delete_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}without cpr::Timeout nothing bounds it
struct Session_bad { cpr::Session S; ~Session_bad() { S.Post(); } };
// CHECK: 'Session_bad::~Session_bad' {{.*}}[cleanup-network-io]
struct Async_bad { cpr::AsyncWrapper<cpr::Response> A; ~Async_bad() { A.wait(); } };
// CHECK: 'Async_bad::~Async_bad' waits for a result {{.*}}with no bound
struct Async_ok { cpr::AsyncWrapper<cpr::Response> A; ~Async_ok() { A.wait_for(std::chrono::milliseconds(0)); } };
