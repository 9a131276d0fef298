// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
extern "C" {
typedef void *MQTTClient;
int MQTTClient_disconnect(MQTTClient, int Timeout);
int MQTTClient_waitForCompletion(MQTTClient, int, unsigned long Timeout);
int MQTTClient_subscribe(MQTTClient, const char *, int);
void MQTTClient_destroy(MQTTClient *);
}
namespace mqtt {
struct token { void wait(); bool wait_for(long); };
}

struct Disconnect_bad { MQTTClient C; ~Disconnect_bad() { MQTTClient_disconnect(C, 10000); } };
// CHECK: 'Disconnect_bad::~Disconnect_bad' {{.*}} 10 s
// CHECK: note: {{.*}}until messages in flight are delivered
struct Disconnect_ok { MQTTClient C; ~Disconnect_ok() { MQTTClient_disconnect(C, 0); } };
struct Subscribe_bad { MQTTClient C; ~Subscribe_bad() { MQTTClient_subscribe(C, "a", 1); } };
// CHECK: 'Subscribe_bad::~Subscribe_bad' {{.*}}[cleanup-network-io]
struct Destroy_ok { MQTTClient C; ~Destroy_ok() { MQTTClient_destroy(&C); } };
struct Token_bad {
  mqtt::token *T;
  ~Token_bad() {
    try { T->wait(); } catch (...) {}
    // CHECK: 'Token_bad::~Token_bad' {{.*}}[cleanup-network-io]
  }
};
struct Token_ok {
  mqtt::token *T;
  ~Token_ok() { try { T->wait_for(0); } catch (...) {} }
};
