// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <sys/time.h>
extern "C" {
struct amqp_connection_state_t_;
typedef amqp_connection_state_t_ *amqp_connection_state_t;
struct amqp_rpc_reply_t { int Type; };
amqp_rpc_reply_t amqp_connection_close(amqp_connection_state_t, int);
int amqp_basic_publish(amqp_connection_state_t, unsigned short);
int amqp_simple_wait_frame_noblock(amqp_connection_state_t, void *, const timeval *);
void amqp_maybe_release_buffers(amqp_connection_state_t);
}

struct Close_bad { amqp_connection_state_t C; ~Close_bad() { amqp_connection_close(C, 200); } };
// CHECK: 'Close_bad::~Close_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}without amqp_set_rpc_timeout nothing bounds that
struct Publish_bad { amqp_connection_state_t C; ~Publish_bad() { amqp_basic_publish(C, 1); } };
// CHECK: 'Publish_bad::~Publish_bad' {{.*}}[cleanup-network-io]
struct Frame_bad {
  amqp_connection_state_t C;
  ~Frame_bad() {
    timeval T = {1, 0};
    amqp_simple_wait_frame_noblock(C, nullptr, &T);
    // CHECK: 'Frame_bad::~Frame_bad' {{.*}} 1 s
  }
};
struct Buffers_ok { amqp_connection_state_t C; ~Buffers_ok() { amqp_maybe_release_buffers(C); } };
