// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
extern "C" {
struct nng_socket { unsigned Id; };
struct nng_thread;
struct nng_mtx;
struct nng_cv;
int nng_send(nng_socket, void *, unsigned long, int);
int nng_dial(nng_socket, const char *, void *, int);
void nng_msleep(int);
void nng_thread_destroy(nng_thread *);
void nng_cv_wait(nng_cv *);
int nng_close(nng_socket);
}

struct Send_bad { nng_socket S; ~Send_bad() { nng_send(S, nullptr, 0, 0); } };
// CHECK: 'Send_bad::~Send_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}while no peer takes the message
struct Send_ok { nng_socket S; ~Send_ok() { nng_send(S, nullptr, 0, 2); } };
struct Dial_ok { nng_socket S; ~Dial_ok() { nng_dial(S, "tcp://a:1", nullptr, 2); } };
struct Nap_bad { ~Nap_bad() { nng_msleep(50); } };
// CHECK: 'Nap_bad::~Nap_bad' {{.*}} 50 ms
struct Thread_bad { nng_thread *T; ~Thread_bad() { nng_thread_destroy(T); } };
// CHECK: 'Thread_bad::~Thread_bad' waits for a thread to end
struct Close_ok { nng_socket S; ~Close_ok() { nng_close(S); } };
