// RUN: %check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s --implicit-check-not=_ok
namespace std { class error_code; }
namespace boost::system { class error_code; class system_error; }
namespace boost::asio {
using error_code = boost::system::error_code;
struct thread_pool { ~thread_pool(); void join(); };
struct io_context { void run(); template <class D> void run_for(D); void stop(); void poll(error_code &); };
template <class P> struct basic_socket {
  void connect(int, error_code &);
  void close();
  void close(error_code &);
  void non_blocking(bool, error_code &);
};
struct steady { };
template <class C> struct basic_waitable_timer { void wait(error_code &); void cancel(error_code &); };
namespace ssl { template <class S> struct stream { S &lowest_layer(); void shutdown(error_code &); }; }
template <class S> int write(S &, const char *, error_code &);
}
#include <begun.h>
using namespace boost::asio;

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
struct Calm_ok {
  ssl::stream<basic_socket<int>> S;
  error_code *E;
  ~Calm_ok() { S.lowest_layer().non_blocking(true, *E); S.shutdown(*E); }
};
struct Blocks_bad {
  ssl::stream<basic_socket<int>> S;
  error_code *E;
  ~Blocks_bad() { S.lowest_layer().non_blocking(false, *E); S.shutdown(*E); }
  // CHECK: 'Blocks_bad::~Blocks_bad' {{.*}}[cleanup-network-io]
};
struct Timer_bad { basic_waitable_timer<int> T; error_code *E; ~Timer_bad() { T.wait(*E); } };
// CHECK: 'Timer_bad::~Timer_bad' sleeps
struct Timer_ok { basic_waitable_timer<int> T; error_code *E; ~Timer_ok() { T.cancel(*E); } };
struct Close_bad { basic_socket<int> S; ~Close_bad() { S.close(); } };
// CHECK: 'boost::system::system_error' may leave {{.*}}'Close_bad::~Close_bad'
struct Close_ok { basic_socket<int> S; error_code *E; ~Close_ok() { S.close(*E); } };
struct Begun_ok {
  basic_stream_socket<int> S;
  error_code *E;
  ~Begun_ok() {
    async_write(S, "x", [] {});
    S.async_write_some("x", [] {});
  }
};
// An address of the other kind: somebody asked before.
struct Kind_ok { ip::address *A; ~Kind_ok() { A->to_v4(); } };
struct Other_bad { ip::address *A; ~Other_bad() { A->to_other(); } };
// CHECK: 'boost::asio::ip::bad_address_cast' may leave {{.*}}'Other_bad::~Other_bad'
