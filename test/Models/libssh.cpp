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
