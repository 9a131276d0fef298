// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok --implicit-check-not=_strict
// RUN: %check --option=cleanup-blocking-call.Strict=true --option=cleanup-network-io.Strict=true %s -- -std=c++20 | FileCheck %s --check-prefix=STRICT --implicit-check-not=_ok
#include <chrono>
namespace torch::cuda { void synchronize(long = -1); }
namespace c10::ivalue { struct Future { void wait(); bool completed() const; }; }
namespace c10d { struct Work { virtual bool wait(std::chrono::milliseconds = std::chrono::milliseconds(0)); virtual bool isCompleted(); }; }
namespace arrow {
template <class T> struct Future { void Wait() const; bool Wait(double S) const; bool is_finished() const; };
namespace internal { struct ThreadPool { int Shutdown(bool Wait = true); }; }
namespace flight { struct FlightClient { int Close(); int DoAction(int); }; }
}
struct Device_strict { ~Device_strict() { torch::cuda::synchronize(); } };
// STRICT: 'Device_strict::~Device_strict' {{.*}}[cleanup-blocking-call]
struct Future_bad { c10::ivalue::Future &F; ~Future_bad() { F.wait(); } };
// CHECK: 'Future_bad::~Future_bad' waits for a result
struct Future_ok { c10::ivalue::Future &F; ~Future_ok() { F.completed(); } };
struct Work_bad { c10d::Work &W; ~Work_bad() { W.wait(); } };
// CHECK: 'Work_bad::~Work_bad' {{.*}}[cleanup-network-io]
struct Work_ok { c10d::Work &W; ~Work_ok() { W.isCompleted(); } };
struct Arrow_bad { arrow::Future<int> F; ~Arrow_bad() { F.Wait(); } };
// CHECK: 'Arrow_bad::~Arrow_bad' {{.*}}with no bound
struct Arrow_ok { arrow::Future<int> F; ~Arrow_ok() { F.is_finished(); } };
struct Pool_strict { arrow::internal::ThreadPool P; ~Pool_strict() { P.Shutdown(); } };
// STRICT: 'Pool_strict::~Pool_strict' {{.*}}[cleanup-blocking-call]
struct Pool_ok { arrow::internal::ThreadPool P; ~Pool_ok() { P.Shutdown(false); } };
struct Flight_bad { arrow::flight::FlightClient C; ~Flight_bad() { C.DoAction(1); } };
// CHECK: 'Flight_bad::~Flight_bad' {{.*}}[cleanup-network-io]
struct Flight_strict { arrow::flight::FlightClient C; ~Flight_strict() { C.Close(); } };
// STRICT: 'Flight_strict::~Flight_strict' {{.*}}[cleanup-network-io]
