// REQUIRES: sqlite
// RUN: %check --option=cleanup-network-io.Strict=true %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
// RUN: %check %s -- -std=c++20 | FileCheck %s --check-prefix=DEFAULT --implicit-check-not=Rollback
#include <sqlite3.h>

struct Rollback_bad { sqlite3 *Db; ~Rollback_bad() { sqlite3_exec(Db, "ROLLBACK", nullptr, nullptr, nullptr); } };
// CHECK: 'Rollback_bad::~Rollback_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}as long as the busy timeout says
struct Sleep_bad { ~Sleep_bad() { sqlite3_sleep(100); } };
// CHECK: 'Sleep_bad::~Sleep_bad' {{.*}} 100 ms
// DEFAULT: 'Sleep_bad::~Sleep_bad' {{.*}} 100 ms
struct Sleep_ok { ~Sleep_ok() { sqlite3_sleep(1); } };
struct Finalize_ok { sqlite3_stmt *S; ~Finalize_ok() { sqlite3_finalize(S); } };
