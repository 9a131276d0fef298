// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <sys/time.h>
extern "C" {
struct LDAP;
int ldap_result(LDAP *, int, int, timeval *, void **);
int ldap_unbind_ext_s(LDAP *, void **, void **);
struct natsConnection;
int natsConnection_FlushTimeout(natsConnection *, long Ms);
int natsConnection_Flush(natsConnection *);
int zookeeper_close(void *);
short SQLEndTran(short, void *, short);
int memcached_delete(void *, const char *, unsigned long, long);
}

struct Ldap_bad { LDAP *L; ~Ldap_bad() { ldap_result(L, 1, 1, nullptr, nullptr); } };
// CHECK: 'Ldap_bad::~Ldap_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}the directory server's answer
struct Ldap_ok { LDAP *L; ~Ldap_ok() { ldap_unbind_ext_s(L, 0, 0); } };
struct Nats_bad { natsConnection *C; ~Nats_bad() { natsConnection_FlushTimeout(C, 2000); } };
// CHECK: 'Nats_bad::~Nats_bad' {{.*}} 2 s
struct Nats_ok { natsConnection *C; ~Nats_ok() { natsConnection_FlushTimeout(C, 1); } };
struct NatsDefault_bad { natsConnection *C; ~NatsDefault_bad() { natsConnection_Flush(C); } };
// CHECK: 'NatsDefault_bad::~NatsDefault_bad' {{.*}} 10 s
struct Keeper_bad { void *Z; ~Keeper_bad() { zookeeper_close(Z); } };
// CHECK: 'Keeper_bad::~Keeper_bad' {{.*}}[cleanup-network-io]
struct Odbc_bad { void *D; ~Odbc_bad() { SQLEndTran(2, D, 1); } };
// CHECK: 'Odbc_bad::~Odbc_bad' {{.*}}[cleanup-network-io]
struct Cache_bad { void *M; ~Cache_bad() { memcached_delete(M, "a", 1, 0); } };
// CHECK: 'Cache_bad::~Cache_bad' {{.*}}[cleanup-network-io]
