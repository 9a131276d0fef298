// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <chrono>
namespace apache::thrift::transport {
struct TTransportException {};
struct TTransport { void flush(); void close(); };
struct TSocket : TTransport { virtual void open(); };
}
namespace apache::thrift::concurrency {
struct Monitor { int waitForever(); void wait(const std::chrono::milliseconds &); void notify(); };
struct ThreadManager { virtual void stop() = 0; };
}
using namespace apache::thrift;

struct Flush_bad {
  transport::TTransport *T;
  ~Flush_bad() {
    try { T->flush(); } catch (const transport::TTransportException &) {}
    // CHECK: 'Flush_bad::~Flush_bad' {{.*}}[cleanup-network-io]
    // CHECK: note: {{.*}}without setSendTimeout() nothing bounds that
  }
};
struct Throw_bad { transport::TSocket *S; ~Throw_bad() { S->open(); } };
// CHECK: 'apache::thrift::transport::TTransportException' may leave {{.*}}'Throw_bad::~Throw_bad'
struct Monitor_bad { concurrency::Monitor M; ~Monitor_bad() { M.waitForever(); } };
// CHECK: 'Monitor_bad::~Monitor_bad' {{.*}}with no bound
struct Monitor_ok { concurrency::Monitor M; ~Monitor_ok() { M.notify(); } };
struct Manager_ok { concurrency::ThreadManager *M; ~Manager_ok() { M->stop(); } };
