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

extern "C" {
int srt_recv(int, char *, int);
int srt_close(int);
int srt_epoll_wait(int, int *, int *, int *, int *, long Ms, int *, int *, int *, int *);
int srt_setsockflag(int, int, const void *, int);
int ares_queue_wait_empty(void *, int Ms);
void ares_destroy(void *);
int pcap_loop(void *, int, void (*)(unsigned char *, const void *, const unsigned char *), unsigned char *);
void pcap_breakloop(void *);
int pcap_next_ex(void *, void **, const unsigned char **);
void pcap_close(void *);
int ring_buffer__poll(void *, int Ms);
int ring_buffer__consume(void *);
int rdma_get_cm_event(void *, void **);
int rdma_destroy_id(void *);
int rdma_disconnect(void *);
void rte_eal_mp_wait_lcore();
void rte_delay_us_sleep(unsigned);
void libvlc_media_player_stop(void *);
void *mpv_wait_event(void *, double S);
void mpv_wakeup(void *);
int usrsctp_connect(void *, void *, unsigned);
void usrsctp_close(void *);
}
namespace UDT { int recv(int, char *, int, int); int close(int); }
namespace iox::popo { template <unsigned long N = 8> struct WaitSet { int wait(); void markForDestruction(); }; }
namespace libtorrent { inline namespace v2 { struct session_handle { void *wait_for_alert(int); void pause(); }; } }
struct Srt_bad { int S; char B[9]; ~Srt_bad() { srt_recv(S, B, 9); } };
// CHECK: 'Srt_bad::~Srt_bad' {{.*}}[cleanup-network-io]
struct SrtPoll_bad { int E, S, N; ~SrtPoll_bad() { srt_epoll_wait(E, &S, &N, 0, 0, 500, 0, 0, 0, 0); } };
// CHECK: 'SrtPoll_bad::~SrtPoll_bad' {{.*}} 500 ms
struct Srt_ok { int E, S, N; ~Srt_ok() { srt_epoll_wait(E, &S, &N, 0, 0, 0, 0, 0, 0, 0); srt_close(S); } };
// STRICT: 'Srt_ok::~Srt_ok' {{.*}}[cleanup-network-io]
struct Udt_bad { int S; char B[9]; ~Udt_bad() { UDT::recv(S, B, 9, 0); } };
// CHECK: 'Udt_bad::~Udt_bad' {{.*}}[cleanup-network-io]
struct Udt_ok { int S; ~Udt_ok() { UDT::close(S); } };
struct Ares_bad { void *C; ~Ares_bad() { ares_queue_wait_empty(C, -1); } };
// CHECK: 'Ares_bad::~Ares_bad' {{.*}}[cleanup-network-io]
struct AresTimed_bad { void *C; ~AresTimed_bad() { ares_queue_wait_empty(C, 2000); } };
// CHECK: 'AresTimed_bad::~AresTimed_bad' {{.*}} 2 s
struct Ares_ok { void *C; ~Ares_ok() { ares_queue_wait_empty(C, 0); ares_destroy(C); } };
static void packet(unsigned char *, const void *, const unsigned char *) {}
struct Pcap_bad { void *P; ~Pcap_bad() { pcap_loop(P, -1, packet, nullptr); } };
// CHECK: 'Pcap_bad::~Pcap_bad' {{.*}}with no bound
struct Pcap_ok { void *P; ~Pcap_ok() { pcap_breakloop(P); pcap_close(P); } };
struct Ring_bad { void *R; ~Ring_bad() { ring_buffer__poll(R, 1000); } };
// CHECK: 'Ring_bad::~Ring_bad' {{.*}} 1 s
struct Ring_ok { void *R; ~Ring_ok() { ring_buffer__poll(R, 0); ring_buffer__consume(R); } };
struct Rdma_bad { void *C, *E; ~Rdma_bad() { rdma_get_cm_event(C, &E); } };
// CHECK: 'Rdma_bad::~Rdma_bad' {{.*}}[cleanup-network-io]
struct Rdma_ok { void *I; ~Rdma_ok() { rdma_disconnect(I); rdma_destroy_id(I); } };
struct Core_bad { ~Core_bad() { rte_eal_mp_wait_lcore(); } };
// CHECK: 'Core_bad::~Core_bad' waits for a thread to end
struct Delay_bad { ~Delay_bad() { rte_delay_us_sleep(2000000); } };
// CHECK: 'Delay_bad::~Delay_bad' {{.*}} 2 s
struct Iox_bad { iox::popo::WaitSet<> W; ~Iox_bad() { W.wait(); } };
// CHECK: 'Iox_bad::~Iox_bad' {{.*}}with no bound
struct Iox_ok { iox::popo::WaitSet<> W; ~Iox_ok() { W.markForDestruction(); } };
struct Mpv_bad { void *M; ~Mpv_bad() { mpv_wait_event(M, -1); } };
// CHECK: 'Mpv_bad::~Mpv_bad' {{.*}}with no bound
struct Mpv_ok { void *M; ~Mpv_ok() { mpv_wait_event(M, 0); mpv_wakeup(M); } };
struct Vlc_ok { void *P; ~Vlc_ok() { libvlc_media_player_stop(P); } };
struct Torrent_ok { libtorrent::session_handle S; ~Torrent_ok() { S.pause(); } };
struct Sctp_ok { void *S; ~Sctp_ok() { usrsctp_connect(S, nullptr, 0); usrsctp_close(S); } };
// STRICT: 'Sctp_ok::~Sctp_ok' {{.*}}[cleanup-network-io]

// What returns soon on its own leaves a thread able to hear the request to stop.
#include <atomic>
#include <chrono>
#include <thread>
struct Capture_ok {
  void *P, *H; const unsigned char *B; std::atomic<bool> Stop{false};
  std::thread Run{[this] { while (!Stop) pcap_next_ex(P, &H, &B); }};
  ~Capture_ok() { Stop = true; Run.join(); }
};

extern "C" {
int shout_open(void *); int shout_send(void *, const unsigned char *, unsigned long); void shout_sync(void *); int shout_close(void *);
}
struct Shout_bad { void *S; ~Shout_bad() { shout_send(S, nullptr, 0); } };
// CHECK: 'Shout_bad::~Shout_bad' {{.*}}[cleanup-network-io]
struct Shout_ok { void *S; ~Shout_ok() { shout_close(S); } };
namespace arrow::flight {
struct FlightServerBase { int Serve(); int Shutdown(const std::chrono::system_clock::time_point *Deadline = nullptr); };
struct FlightStreamReader { int Next(); };
}
struct Flight_bad { arrow::flight::FlightServerBase S; ~Flight_bad() { S.Shutdown(); } };
// CHECK: 'Flight_bad::~Flight_bad' {{.*}}with no bound
struct FlightClient_bad { arrow::flight::FlightStreamReader *R; ~FlightClient_bad() { R->Next(); } };
// CHECK: 'FlightClient_bad::~FlightClient_bad' {{.*}}[cleanup-network-io]
struct FlightServer_ok {
  arrow::flight::FlightServerBase S;
  std::thread Run{[this] { S.Serve(); }};
  void end(const std::chrono::system_clock::time_point &By) { S.Shutdown(&By); Run.join(); }
};

extern "C" {
int xio_context_run_loop(void *, int); void xio_context_stop_loop(void *);
}
struct Xio_bad {
  void *C; std::atomic<bool> Stop{false};
  std::thread Run{[this] { while (!Stop) xio_context_run_loop(C, -1); }};
  ~Xio_bad() { Stop = true; xio_context_stop_loop(C); Run.join(); }
};
// CHECK: 'Xio_bad::~Xio_bad' {{.*}}although asked to stop
struct Xio_ok {
  void *C; std::atomic<bool> Stop{false};
  std::thread Run{[this] { while (!Stop) xio_context_run_loop(C, 100); }};
  ~Xio_ok() { Stop = true; xio_context_stop_loop(C); Run.join(); }
};
