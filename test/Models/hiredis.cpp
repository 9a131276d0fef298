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
// The time that a call is given, and that a context is.
struct Timed_bad { ~Timed_bad() { const timeval T = {2, 0}; redisConnectWithTimeout("a", 1, T); } };
// CHECK: 'Timed_bad::~Timed_bad' talks to a database ('redisConnectWithTimeout') for up to 2 s;{{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}it connects to the server and waits for its answer
struct Unix_bad { ~Unix_bad() { timeval T; T.tv_sec = 3; T.tv_usec = 0; redisConnectUnixWithTimeout("a", T); } };
// CHECK: 'Unix_bad::~Unix_bad' talks to a database ('redisConnectUnixWithTimeout') for up to 3 s;{{.*}}[cleanup-network-io]
struct Short_ok { ~Short_ok() { const timeval T = {0, 2000}; redisConnectWithTimeout("a", 1, T); } };
struct Set_bad { redisContext *C; timeval T; ~Set_bad() { redisSetTimeout(C, T); freeReplyObject(redisCommand(C, "DEL lock")); } };
// CHECK: 'Set_bad::~Set_bad' talks to a database ('redisCommand') under a timeout set elsewhere{{.*}}[cleanup-network-io]
