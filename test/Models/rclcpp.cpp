// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <chrono>
namespace rclcpp {
struct Executor { virtual void spin() = 0; virtual void cancel(); virtual void spin_once(std::chrono::nanoseconds); };
template <class F> int spin_until_future_complete(int Node, F &, std::chrono::milliseconds = std::chrono::milliseconds(-1));
struct ClientBase { bool wait_for_service(std::chrono::nanoseconds); };
bool sleep_for(const std::chrono::nanoseconds &);
bool shutdown();
}
namespace ros {
struct Duration { Duration(double Seconds); bool sleep() const; };
struct AsyncSpinner { void stop(); };
void waitForShutdown();
}
namespace actionlib { template <class A> struct SimpleActionClient { bool waitForServer(const ros::Duration & = ros::Duration(0)) const; void cancelGoal(); }; }
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

// ROS 1.
struct Server_bad { actionlib::SimpleActionClient<int> *C; ~Server_bad() { C->waitForServer(); } };
// CHECK: 'Server_bad::~Server_bad' {{.*}}[cleanup-network-io]
struct Cancel1_ok { actionlib::SimpleActionClient<int> *C; ~Cancel1_ok() { C->cancelGoal(); } };
struct Nap1_bad { ~Nap1_bad() { ros::Duration(0.5).sleep(); } };
// CHECK: 'Nap1_bad::~Nap1_bad' sleeps
struct Shutdown1_bad { ~Shutdown1_bad() { ros::waitForShutdown(); } };
// CHECK: 'Shutdown1_bad::~Shutdown1_bad' {{.*}}[cleanup-blocking-call]
struct Spinner_ok { ros::AsyncSpinner *S; ~Spinner_ok() { S->stop(); } };
