// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
// RUN: %check --option=cleanup-network-io.Strict=true %s -- -std=c++20 | FileCheck %s --check-prefix=STRICT
namespace CORBA { struct ORB { virtual void shutdown(bool Wait) = 0; virtual void run() = 0; }; }
namespace eprosima::fastdds::dds {
struct Duration_t { int Seconds; unsigned Ns; };
struct DataWriter { int wait_for_acknowledgments(const Duration_t &); };
}
namespace pulsar {
struct Message;
struct Producer { int flush(); int close(); };
struct Consumer { int receive(Message &); int receive(Message &, int Ms); };
struct Client { void shutdown(); };
}
extern "C" {
struct lcm_t;
int lcm_handle_timeout(lcm_t *, int Ms);
struct UA_Client;
unsigned UA_Client_disconnect(UA_Client *);
unsigned UA_Client_run_iterate(UA_Client *, unsigned Ms);
int snmp_synch_response(void *, void *, void **);
int snmp_close(void *);
struct virConnect;
struct virDomain;
int virDomainDestroy(virDomain *);
int virDomainFree(virDomain *);
int virConnectClose(virConnect *);
int enet_host_service(void *, void *, unsigned Ms);
void MHD_stop_daemon(void *);
}

struct Orb_bad { CORBA::ORB *O; ~Orb_bad() { O->shutdown(true); } };
// CHECK: 'Orb_bad::~Orb_bad' {{.*}}with no bound
// CHECK: note: {{.*}}until all requests that run have ended
struct Orb_ok { CORBA::ORB *O; ~Orb_ok() { O->shutdown(false); } };
struct Dds_bad { eprosima::fastdds::dds::DataWriter *W; ~Dds_bad() { W->wait_for_acknowledgments({5, 0}); } };
// CHECK: 'Dds_bad::~Dds_bad' {{.*}}[cleanup-network-io]
struct Lcm_bad { lcm_t *L; ~Lcm_bad() { lcm_handle_timeout(L, 1000); } };
// CHECK: 'Lcm_bad::~Lcm_bad' {{.*}} 1 s
struct Lcm_ok { lcm_t *L; ~Lcm_ok() { lcm_handle_timeout(L, 0); } };
struct Opcua_bad { UA_Client *C; ~Opcua_bad() { UA_Client_run_iterate(C, 500); } };
// CHECK: 'Opcua_bad::~Opcua_bad' {{.*}} 500 ms
struct Session_bad { UA_Client *C; ~Session_bad() { UA_Client_disconnect(C); } };
// CHECK: 'Session_bad::~Session_bad' {{.*}}[cleanup-network-io]
struct Snmp_bad { void *S, *P, *R; ~Snmp_bad() { snmp_synch_response(S, P, &R); } };
// CHECK: 'Snmp_bad::~Snmp_bad' {{.*}}[cleanup-network-io]
struct Snmp_ok { void *S; ~Snmp_ok() { snmp_close(S); } };
struct Domain_bad { virDomain *D; ~Domain_bad() { virDomainDestroy(D); } };
// CHECK: 'Domain_bad::~Domain_bad' {{.*}}[cleanup-network-io]
struct Domain_ok { virDomain *D; virConnect *C; ~Domain_ok() { virDomainFree(D); virConnectClose(C); } };
// STRICT: 'Domain_ok::~Domain_ok' {{.*}}[cleanup-network-io]
struct Producer_bad { pulsar::Producer P; ~Producer_bad() { P.close(); } };
// CHECK: 'Producer_bad::~Producer_bad' {{.*}}[cleanup-network-io]
struct Consumer_bad { pulsar::Consumer C; pulsar::Message *M; ~Consumer_bad() { C.receive(*M, 2000); } };
// CHECK: 'Consumer_bad::~Consumer_bad' {{.*}} 2 s
struct Client_ok { pulsar::Client C; ~Client_ok() { C.shutdown(); } };
struct Enet_bad { void *H, *E; ~Enet_bad() { enet_host_service(H, E, 3000); } };
// CHECK: 'Enet_bad::~Enet_bad' {{.*}} 3 s
struct Enet_ok { void *H, *E; ~Enet_ok() { enet_host_service(H, E, 0); } };
struct Daemon_ok { void *D; ~Daemon_ok() { MHD_stop_daemon(D); } };

extern "C" int UPNP_DeletePortMapping(const char *Url, const char *Service, const char *Port, const char *Protocol, const char *Host);
extern "C" void *upnpDiscover(int Ms, const char *, const char *, int, int, unsigned char, int *);
struct Mapping_bad { ~Mapping_bad() { UPNP_DeletePortMapping("", "", "80", "TCP", nullptr); } };
// CHECK: 'Mapping_bad::~Mapping_bad' talks to another machine
// CHECK: note: {{.*}}it asks the router
struct Discover_bad { ~Discover_bad() { upnpDiscover(2000, nullptr, nullptr, 0, 0, 2, nullptr); } };
// CHECK: 'Discover_bad::~Discover_bad' {{.*}}
struct Discover_ok { ~Discover_ok() { upnpDiscover(0, nullptr, nullptr, 0, 0, 2, nullptr); } };
