// REQUIRES: libpq
// RUN: %check %s -- -std=c++20 %use-libpq | FileCheck %s --implicit-check-not=_ok
#include <libpq-fe.h>

struct Rollback_bad { PGconn *C; ~Rollback_bad() { PQclear(PQexec(C, "ROLLBACK")); } };
// CHECK: 'Rollback_bad::~Rollback_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}without statement_timeout nothing bounds that
struct Cancel_bad { PGcancel *C; char E[256]; ~Cancel_bad() { PQcancel(C, E, sizeof E); } };
// CHECK: 'Cancel_bad::~Cancel_bad' {{.*}}[cleanup-network-io]
struct Copy_bad { PGconn *C; char *B; ~Copy_bad() { PQgetCopyData(C, &B, 0); } };
// CHECK: 'Copy_bad::~Copy_bad' {{.*}}[cleanup-network-io]
struct Copy_ok { PGconn *C; char *B; ~Copy_ok() { PQgetCopyData(C, &B, 1); } };
struct Finish_ok { PGconn *C; ~Finish_ok() { PQfinish(C); } };
