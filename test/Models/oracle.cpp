// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
// RUN: %check --option=cleanup-network-io.Strict=true %s -- -std=c++20 | FileCheck %s --check-prefix=STRICT
extern "C" {
struct OCISvcCtx;
struct OCIError;
struct OCIStmt;
int OCITransRollback(OCISvcCtx *, OCIError *, unsigned);
int OCIStmtExecute(OCISvcCtx *, OCIStmt *, OCIError *, unsigned, unsigned, const void *, void *, unsigned);
int OCILogoff(OCISvcCtx *, OCIError *);
int OCIHandleFree(void *, unsigned);
}
namespace oracle::occi {
struct SQLException {};
struct Connection { void commit(); };
}

struct Rollback_bad { OCISvcCtx *S; OCIError *E; ~Rollback_bad() { OCITransRollback(S, E, 0); } };
// CHECK: 'Rollback_bad::~Rollback_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}about the transaction
struct Execute_bad { OCISvcCtx *S; OCIStmt *T; OCIError *E; ~Execute_bad() { OCIStmtExecute(S, T, E, 1, 0, 0, 0, 0); } };
// CHECK: 'Execute_bad::~Execute_bad' {{.*}}[cleanup-network-io]
struct Commit_bad { oracle::occi::Connection *C; ~Commit_bad() { C->commit(); } };
// CHECK-DAG: 'Commit_bad::~Commit_bad' {{.*}}[cleanup-network-io]
// CHECK-DAG: 'oracle::occi::SQLException' may leave {{.*}}'Commit_bad::~Commit_bad'
struct Logoff_ok { OCISvcCtx *S; OCIError *E; ~Logoff_ok() { OCILogoff(S, E); } };
// STRICT: 'Logoff_ok::~Logoff_ok' {{.*}}[cleanup-network-io]
struct Free_ok { OCISvcCtx *S; ~Free_ok() { OCIHandleFree(S, 3); } };
// STRICT-NOT: Free_ok
