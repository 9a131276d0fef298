// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
namespace std { class error_code; }
namespace std { class system_error; }
namespace asio {
using error_code = std::error_code;
struct thread_pool { ~thread_pool(); void join(); };
struct io_context { void run(); template <class D> void run_for(D); void stop(); void poll(error_code &); };
template <class P> struct basic_socket {
  void connect(int, error_code &);
  void close();
  void close(error_code &);
};
struct steady { };
template <class C> struct basic_waitable_timer { void wait(error_code &); void cancel(error_code &); };
namespace ssl { template <class S> struct stream { void shutdown(error_code &); }; }
template <class S> int write(S &, const char *, error_code &);
}
using namespace asio;

struct Pool_bad { thread_pool P; ~Pool_bad() { P.join(); } };
// CHECK: 'Pool_bad::~Pool_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}end when there is no more work
struct Loop_bad { io_context *C; ~Loop_bad() { C->run(); } };
// CHECK: 'Loop_bad::~Loop_bad' {{.*}}[cleanup-blocking-call]
struct Poll_ok { io_context *C; error_code *E; ~Poll_ok() { C->poll(*E); } };
struct Stop_ok { io_context *C; ~Stop_ok() { C->stop(); } };
struct Connect_bad { basic_socket<int> S; error_code *E; ~Connect_bad() { S.connect(1, *E); } };
// CHECK: 'Connect_bad::~Connect_bad' {{.*}}[cleanup-network-io]
struct Write_bad { basic_socket<int> S; error_code *E; ~Write_bad() { write(S, "x", *E); } };
// CHECK: 'Write_bad::~Write_bad' {{.*}}[cleanup-network-io]
struct Tls_bad { ssl::stream<int> S; error_code *E; ~Tls_bad() { S.shutdown(*E); } };
// CHECK: 'Tls_bad::~Tls_bad' {{.*}}[cleanup-network-io]
struct Timer_bad { basic_waitable_timer<int> T; error_code *E; ~Timer_bad() { T.wait(*E); } };
// CHECK: 'Timer_bad::~Timer_bad' sleeps
struct Timer_ok { basic_waitable_timer<int> T; error_code *E; ~Timer_ok() { T.cancel(*E); } };
struct Close_bad { basic_socket<int> S; ~Close_bad() { S.close(); } };
// CHECK: 'std::system_error' may leave {{.*}}'Close_bad::~Close_bad'
struct Close_ok { basic_socket<int> S; error_code *E; ~Close_ok() { S.close(*E); } };
namespace asio::ip { struct bad_address_cast {}; struct address { unsigned to_v4() const noexcept(false); unsigned to_any() const noexcept(false); }; }
struct Kind_ok { ip::address *A; ~Kind_ok() { A->to_v4(); } };
struct Any_bad { ip::address *A; ~Any_bad() { A->to_any(); } };
// CHECK: may leave {{.*}}'Any_bad::~Any_bad'
