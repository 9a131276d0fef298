// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
extern "C" {
struct MYSQL;
char mysql_commit(MYSQL *);
int mysql_query(MYSQL *, const char *);
int mysql_ping(MYSQL *);
void mysql_close(MYSQL *);
struct MYSQL_STMT;
char mysql_stmt_close(MYSQL_STMT *);
}
namespace sql {
struct SQLException {};
struct Connection { virtual void rollback() = 0; virtual bool isClosed() = 0; };
}

struct Commit_bad { MYSQL *M; ~Commit_bad() { mysql_commit(M); } };
// CHECK: 'Commit_bad::~Commit_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}ends or starts a transaction
struct Unlock_bad { MYSQL *M; ~Unlock_bad() { mysql_query(M, "UNLOCK TABLES"); } };
// CHECK: 'Unlock_bad::~Unlock_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}without MYSQL_OPT_READ_TIMEOUT nothing bounds that
struct Close_bad { MYSQL *M; ~Close_bad() { mysql_close(M); } };
// CHECK: 'Close_bad::~Close_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}waits until a server that may be gone takes that
struct Statement_ok { MYSQL_STMT *M; ~Statement_ok() { mysql_stmt_close(M); } };
struct Connector_bad {
  sql::Connection *C;
  ~Connector_bad() {
    try { C->rollback(); } catch (...) {}
    // CHECK: 'Connector_bad::~Connector_bad' {{.*}}[cleanup-network-io]
  }
};
struct Connector_ok { sql::Connection *C; ~Connector_ok() { C->isClosed(); } };
