// RUN: %check --option=cleanup-blocking-call.Strict=true %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <chrono>
#include <memory>
namespace boost::system { class error_code; }
namespace boost::beast::websocket {
template <class S> struct stream { void close(int, boost::system::error_code &); void set(); };
}
namespace boost::interprocess {
struct named_mutex { void lock(); bool try_lock(); };
struct named_semaphore { void wait(); bool try_wait(); };
struct message_queue_t { void send(const void *, unsigned long, unsigned); bool try_send(const void *, unsigned long, unsigned); };
}
namespace boost::process {
struct child { void wait(boost::system::error_code &); template <class D> bool wait_for(D); void detach(); };
}
namespace boost { template <class T> struct scoped_ptr { ~scoped_ptr(); }; template <class T> T lexical_cast(const char *); }
using namespace std::chrono_literals;

struct Socket_bad { boost::beast::websocket::stream<int> S; boost::system::error_code *E; ~Socket_bad() { S.close(1000, *E); } };
// CHECK: 'Socket_bad::~Socket_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}waits for the peer's goodbye
struct Lock_bad { boost::interprocess::named_mutex M; ~Lock_bad() { M.lock(); } };
// CHECK: 'Lock_bad::~Lock_bad' waits for a process {{.*}}[cleanup-blocking-call]
struct Lock_ok { boost::interprocess::named_mutex M; ~Lock_ok() { M.try_lock(); } };
struct Semaphore_bad { boost::interprocess::named_semaphore S; ~Semaphore_bad() { S.wait(); } };
// CHECK: 'Semaphore_bad::~Semaphore_bad' {{.*}}[cleanup-blocking-call]
struct Queue_ok { boost::interprocess::message_queue_t Q; ~Queue_ok() { Q.try_send("x", 1, 0); } };
struct Child_bad { boost::process::child C; boost::system::error_code *E; ~Child_bad() { C.wait(*E); } };
// CHECK: 'Child_bad::~Child_bad' waits for a process
struct Timed_bad { boost::process::child C; ~Timed_bad() { C.wait_for(2s); } };
// CHECK: 'Timed_bad::~Timed_bad' {{.*}} 2 s
struct Detach_ok { boost::process::child C; ~Detach_ok() { C.detach(); } };
struct Cast_bad { ~Cast_bad() { boost::lexical_cast<int>("x"); } };
// CHECK: 'boost::bad_lexical_cast' may leave {{.*}}'Cast_bad::~Cast_bad'

namespace boost::process::v2 { template <class E = int> struct basic_process { void terminate(boost::system::error_code &); void request_exit(boost::system::error_code &); }; int execute(basic_process<>); }
namespace boost::interprocess { struct named_sharable_mutex { void lock(); bool try_lock(); }; }
struct Terminate_bad { boost::process::v2::basic_process<> P; boost::system::error_code *E; ~Terminate_bad() { P.terminate(*E); } };
// CHECK: 'Terminate_bad::~Terminate_bad' waits for a process
struct Ask_ok { boost::process::v2::basic_process<> P; boost::system::error_code *E; ~Ask_ok() { P.request_exit(*E); } };
struct Execute_bad { boost::process::v2::basic_process<> P; ~Execute_bad() { boost::process::v2::execute(P); } };
// CHECK: 'Execute_bad::~Execute_bad' waits for a process
struct Named_bad { boost::interprocess::named_sharable_mutex M; ~Named_bad() { M.lock(); } };
// CHECK: 'Named_bad::~Named_bad' waits for a process

namespace boost { template <class To, class From> To lexical_cast(const From &); }
struct ToText_ok { int N; ~ToText_ok() { boost::lexical_cast<std::string>(N); } };
struct FromText_bad { const char *T; ~FromText_bad() { boost::lexical_cast<int>(T); } };
// CHECK: 'FromText_bad::~FromText_bad'
