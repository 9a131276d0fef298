// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
typedef unsigned UA_StatusCode;
extern "C" {
struct UA_Client;
UA_StatusCode UA_Client_connect(UA_Client *, const char *);
UA_StatusCode UA_Client_disconnect(UA_Client *);
UA_StatusCode UA_Client_run_iterate(UA_Client *, unsigned timeout);
void UA_Client_delete(UA_Client *);
}
struct Session_bad { UA_Client *C; ~Session_bad() { UA_Client_disconnect(C); } };
// CHECK: 'Session_bad::~Session_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}waits for the server's answer
struct Deleted_bad { UA_Client *C; ~Deleted_bad() { UA_Client_delete(C); } };
// CHECK: 'Deleted_bad::~Deleted_bad' {{.*}}[cleanup-network-io]
struct Turn_bad { UA_Client *C; ~Turn_bad() { UA_Client_run_iterate(C, 500); } };
// CHECK: 'Turn_bad::~Turn_bad' {{.*}}for up to 500 ms
struct Poll_ok { UA_Client *C; ~Poll_ok() { UA_Client_run_iterate(C, 0); } };
