// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
// RUN: %check --option=cleanup-network-io.Strict=true %s -- -std=c++20 | FileCheck %s --check-prefix=STRICT
namespace pqxx {
struct failure {};
struct result {};
struct connection { explicit connection(const char *); ~connection(); int await_notification(long Seconds, long Us); };
struct transaction_base { void commit(); void abort(); result exec(const char *); };
template <int I = 0> struct transaction : transaction_base { explicit transaction(connection &); ~transaction(); };
using work = transaction<>;
}

struct Commit_bad { pqxx::work *W; ~Commit_bad() { W->commit(); } };
// CHECK-DAG: 'Commit_bad::~Commit_bad' {{.*}}[cleanup-network-io]
// CHECK-DAG: note: {{.*}}without statement_timeout nothing bounds that
// CHECK-DAG: 'pqxx::failure' may leave {{.*}}'Commit_bad::~Commit_bad'
struct Exec_bad { pqxx::work *W; ~Exec_bad() { try { W->exec("drop table t"); } catch (...) {} } };
// CHECK-DAG: 'Exec_bad::~Exec_bad' {{.*}}[cleanup-network-io]
struct Notify_bad { pqxx::connection *C; ~Notify_bad() { C->await_notification(3, 0); } };
// CHECK-DAG: 'Notify_bad::~Notify_bad' {{.*}} 3 s
struct Member_ok { pqxx::work W; ~Member_ok() {} };
// STRICT: 'Member_ok::~Member_ok' {{.*}}[cleanup-network-io]
