// REQUIRES: hiredis
// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <hiredis/hiredis.h>

struct Unlock_bad { redisContext *C; ~Unlock_bad() { freeReplyObject(redisCommand(C, "DEL lock")); } };
// CHECK: 'Unlock_bad::~Unlock_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}without redisSetTimeout nothing bounds that
struct Connect_bad { ~Connect_bad() { redisConnect("a", 1); } };
// CHECK: 'Connect_bad::~Connect_bad' {{.*}}[cleanup-network-io]
struct Append_ok { redisContext *C; ~Append_ok() { redisAppendCommand(C, "DEL lock"); } };
struct Free_ok { redisContext *C; ~Free_ok() { redisFree(C); } };
