// REQUIRES: mosquitto
// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
// RUN: %check --option=cleanup-network-io.Strict=true %s -- -std=c++20 | FileCheck %s --check-prefix=STRICT
#include <mosquitto.h>

struct Loop_bad { mosquitto *M; ~Loop_bad() { mosquitto_loop_stop(M, false); } };
// CHECK: 'Loop_bad::~Loop_bad' waits for a thread to end {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}which ends only after a disconnect
struct Loop_ok { mosquitto *M; ~Loop_ok() { mosquitto_loop_stop(M, true); } };
struct Connect_bad { mosquitto *M; ~Connect_bad() { mosquitto_reconnect(M); } };
// CHECK: 'Connect_bad::~Connect_bad' {{.*}}[cleanup-network-io]
struct Turn_bad { mosquitto *M; ~Turn_bad() { mosquitto_loop(M, 500, 1); } };
// CHECK: 'Turn_bad::~Turn_bad' {{.*}} 500 ms
struct Turn_ok { mosquitto *M; ~Turn_ok() { mosquitto_loop(M, 0, 1); } };
struct Disconnect_ok { mosquitto *M; ~Disconnect_ok() { mosquitto_disconnect(M); } };
// STRICT: 'Disconnect_ok::~Disconnect_ok' {{.*}}[cleanup-network-io]
// STRICT: note: {{.*}}it sends a goodbye to the broker
