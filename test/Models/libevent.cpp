// REQUIRES: libevent
// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/util.h>

struct Loop_bad { event_base *B; ~Loop_bad() { event_base_dispatch(B); } };
// CHECK: 'Loop_bad::~Loop_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}until the loop has no more events
struct Loop_ok { event_base *B; ~Loop_ok() { event_base_loop(B, EVLOOP_NONBLOCK); } };
struct Block_bad { event *E; ~Block_bad() { event_del_block(E); } };
// CHECK: 'Block_bad::~Block_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}until the event's callback has returned
struct Lookup_bad { evutil_addrinfo *A; ~Lookup_bad() { evutil_getaddrinfo("a", "1", nullptr, &A); } };
// CHECK: 'Lookup_bad::~Lookup_bad' {{.*}}[cleanup-network-io]
struct Free_ok { event *E; ~Free_ok() { event_free(E); } };
