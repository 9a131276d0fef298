// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <chrono>
namespace rclcpp {
struct Executor { virtual void spin() = 0; virtual void cancel(); virtual void spin_once(std::chrono::nanoseconds); };
template <class F> int spin_until_future_complete(int Node, F &, std::chrono::milliseconds = std::chrono::milliseconds(-1));
struct ClientBase { bool wait_for_service(std::chrono::nanoseconds); };
bool sleep_for(const std::chrono::nanoseconds &);
bool shutdown();
}
using namespace std::chrono_literals;

struct Spin_bad { rclcpp::Executor *E; ~Spin_bad() { E->spin(); } };
// CHECK: 'Spin_bad::~Spin_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}until the executor is canceled
struct Cancel_ok { rclcpp::Executor *E; ~Cancel_ok() { E->cancel(); } };
struct Once_ok { rclcpp::Executor *E; ~Once_ok() { E->spin_once(0ns); } };
struct Nap_bad { ~Nap_bad() { rclcpp::sleep_for(500ms); } };
// CHECK: 'Nap_bad::~Nap_bad' {{.*}} 500 ms
struct Service_bad { rclcpp::ClientBase *C; ~Service_bad() { C->wait_for_service(2s); } };
// CHECK: 'Service_bad::~Service_bad' {{.*}} 2 s
struct Shutdown_ok { ~Shutdown_ok() { rclcpp::shutdown(); } };
