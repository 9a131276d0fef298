// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
extern "C" {
int nn_send(int, const void *, unsigned long, int);
int nn_recv(int, void *, unsigned long, int);
int nn_poll(void *, int, int Ms);
int nn_close(int);
int nn_setsockopt(int, int, int, const void *, unsigned long);
}

struct Send_bad { int S; ~Send_bad() { nn_send(S, "bye", 3, 0); } };
// CHECK: 'Send_bad::~Send_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}while no peer takes the message
struct Send_ok { int S; ~Send_ok() { nn_send(S, "bye", 3, 1); } };
struct Receive_bad { int S; char B[8]; ~Receive_bad() { nn_recv(S, B, 8, 0); } };
// CHECK: 'Receive_bad::~Receive_bad' {{.*}}[cleanup-network-io]
struct Poll_bad { void *P; ~Poll_bad() { nn_poll(P, 1, 1000); } };
// CHECK: 'Poll_bad::~Poll_bad' {{.*}} 1 s
struct Poll_ok { void *P; ~Poll_ok() { nn_poll(P, 1, 0); } };
struct Close_ok { int S; ~Close_ok() { nn_close(S); } };
