// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
extern "C" {
typedef struct gnutls_session_int *gnutls_session_t;
enum gnutls_close_request_t { GNUTLS_SHUT_RDWR = 0, GNUTLS_SHUT_WR = 1 };
int gnutls_bye(gnutls_session_t, gnutls_close_request_t);
long gnutls_record_send(gnutls_session_t, const void *, unsigned long);
int gnutls_heartbeat_ping(gnutls_session_t, unsigned long, unsigned, unsigned);
void gnutls_deinit(gnutls_session_t);
}

struct Bye_bad { gnutls_session_t S; ~Bye_bad() { gnutls_bye(S, GNUTLS_SHUT_RDWR); } };
// CHECK: 'Bye_bad::~Bye_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}waits for the peer's goodbye
struct HalfBye_bad { gnutls_session_t S; ~HalfBye_bad() { gnutls_bye(S, GNUTLS_SHUT_WR); } };
// CHECK: 'HalfBye_bad::~HalfBye_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}sends a goodbye
struct Send_bad { gnutls_session_t S; ~Send_bad() { gnutls_record_send(S, "x", 1); } };
// CHECK: 'Send_bad::~Send_bad' {{.*}}[cleanup-network-io]
struct Ping_ok { gnutls_session_t S; ~Ping_ok() { gnutls_heartbeat_ping(S, 1, 1, 0); } };
struct Free_ok { gnutls_session_t S; ~Free_ok() { gnutls_deinit(S); } };

#include <sys/socket.h>
extern "C" void gnutls_transport_set_int2(gnutls_session_t, int, int);
class Over_ok {
  gnutls_session_t S;
  int Fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

public:
  explicit Over_ok(gnutls_session_t S) : S(S) {
    gnutls_transport_set_int2(S, Fd, Fd);
  }
  ~Over_ok() { gnutls_bye(S, GNUTLS_SHUT_RDWR); }
};

// What the session was told to call is what it does.
extern "C" {
typedef void *gnutls_transport_ptr_t;
typedef long (*gnutls_pull_func)(gnutls_transport_ptr_t, void *, unsigned long);
typedef long (*gnutls_push_func)(gnutls_transport_ptr_t, const void *, unsigned long);
void gnutls_transport_set_pull_function(gnutls_session_t, gnutls_pull_func);
void gnutls_transport_set_push_function(gnutls_session_t, gnutls_push_func);
}
class Pulls_bad {
  gnutls_session_t S;
  int Fd = 0;
  static long pull(void *Self, void *Data, unsigned long Size) {
    return recv(static_cast<Pulls_bad *>(Self)->Fd, Data, Size, 0);
  }
  static long push(void *, const void *, unsigned long Size) { return long(Size); }

public:
  explicit Pulls_bad(gnutls_session_t S) : S(S) {
    gnutls_transport_set_pull_function(S, pull);
    gnutls_transport_set_push_function(S, push);
  }
  ~Pulls_bad() { gnutls_bye(S, GNUTLS_SHUT_RDWR); }
};
// CHECK: 'Pulls_bad::~Pulls_bad' {{.*}}('recv'){{.*}}[cleanup-network-io]
class OnlyPushes_ok {
  gnutls_session_t S;
  int Fd = 0;
  static long pull(void *Self, void *Data, unsigned long Size) {
    return recv(static_cast<OnlyPushes_ok *>(Self)->Fd, Data, Size, 0);
  }
  static long push(void *, const void *, unsigned long Size) { return long(Size); }

public:
  explicit OnlyPushes_ok(gnutls_session_t S) : S(S) {
    gnutls_transport_set_pull_function(S, pull);
    gnutls_transport_set_push_function(S, push);
  }
  ~OnlyPushes_ok() { gnutls_bye(S, GNUTLS_SHUT_WR); }
};
class Polls_ok {
  gnutls_session_t S;
  int Fd = 0;
  static long pull(void *Self, void *Data, unsigned long Size) {
    return recv(static_cast<Polls_ok *>(Self)->Fd, Data, Size, MSG_DONTWAIT);
  }

public:
  explicit Polls_ok(gnutls_session_t S) : S(S) {
    gnutls_transport_set_pull_function(S, pull);
  }
  ~Polls_ok() { gnutls_bye(S, GNUTLS_SHUT_RDWR); }
};

// Of another session it is no matter.
class Two_ok {
  gnutls_session_t Control, Data;
  int Fd = 0;
  static long wait(void *Self, void *To, unsigned long Size) {
    return recv(static_cast<Two_ok *>(Self)->Fd, To, Size, 0);
  }
  static long none(void *, void *, unsigned long) { return -1; }

public:
  Two_ok(gnutls_session_t C, gnutls_session_t D) : Control(C), Data(D) {
    gnutls_transport_set_pull_function(Control, wait);
    gnutls_transport_set_pull_function(Data, none);
  }
  ~Two_ok() { gnutls_bye(Data, GNUTLS_SHUT_RDWR); }
};
