// REQUIRES: libssh
// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <libssh/libssh.h>
#include <libssh/sftp.h>

struct Read_bad { ssh_channel C; char B[9]; ~Read_bad() { ssh_channel_read(C, B, 9, 0); } };
// CHECK: 'Read_bad::~Read_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}the peer may never
struct Timed_bad { ssh_channel C; char B[9]; ~Timed_bad() { ssh_channel_read_timeout(C, B, 9, 0, 3000); } };
// CHECK: 'Timed_bad::~Timed_bad' {{.*}} 3 s
struct Poll_ok { ssh_channel C; ~Poll_ok() { ssh_channel_poll_timeout(C, 0, 0); } };
struct File_bad { sftp_file F; ~File_bad() { sftp_close(F); } };
// CHECK: 'File_bad::~File_bad' {{.*}}[cleanup-network-io]
struct Free_ok { ssh_session S; ~Free_ok() { ssh_free(S); } };


struct Accept_bad { ssh_channel C; ~Accept_bad() { ssh_channel_accept_x11(C, 2000); } };
// CHECK: 'Accept_bad::~Accept_bad' {{.*}} 2 s
struct Accept_ok { ssh_channel C; ~Accept_ok() { ssh_channel_accept_x11(C, 0); } };
struct Stat_bad { sftp_file F; ~Stat_bad() { sftp_fstat(F); } };
// CHECK: 'Stat_bad::~Stat_bad' {{.*}}[cleanup-network-io]

// libssh2: a session that does not block has calls that do not.
extern "C" {
struct LIBSSH2_SESSION;
struct LIBSSH2_CHANNEL;
void libssh2_session_set_blocking(LIBSSH2_SESSION *, int);
int libssh2_session_handshake(LIBSSH2_SESSION *, int);
int libssh2_channel_close(LIBSSH2_CHANNEL *);
int libssh2_channel_wait_closed(LIBSSH2_CHANNEL *);
}
struct Second_bad {
  LIBSSH2_SESSION *S; LIBSSH2_CHANNEL *C;
  ~Second_bad() { libssh2_channel_wait_closed(C); }
  // CHECK: 'Second_bad::~Second_bad' {{.*}}[cleanup-network-io]
  // CHECK: note: {{.*}}on a blocking session it waits for the peer
};
struct Blocking_bad {
  LIBSSH2_SESSION *S; LIBSSH2_CHANNEL *C;
  void begin() { libssh2_session_set_blocking(S, 1); }
  ~Blocking_bad() { libssh2_channel_close(C); }
  // CHECK: 'Blocking_bad::~Blocking_bad' {{.*}}[cleanup-network-io]
};
struct Second_ok {
  LIBSSH2_SESSION *S; LIBSSH2_CHANNEL *C;
  void begin() { libssh2_session_set_blocking(S, 0); libssh2_session_handshake(S, 1); }
  ~Second_ok() { libssh2_channel_close(C); libssh2_channel_wait_closed(C); }
};

// The session is a member of a struct, and set up elsewhere.
extern "C" LIBSSH2_CHANNEL *libssh2_channel_open_ex(LIBSSH2_SESSION *, const char *);
struct Kept { LIBSSH2_SESSION *S; LIBSSH2_CHANNEL *C; };
void setUp(Kept *K) {
  libssh2_session_set_blocking(K->S, 0);
  K->C = libssh2_channel_open_ex(K->S, "session");
}
struct Kept_ok { Kept *K; ~Kept_ok() { libssh2_channel_close(K->C); } };
