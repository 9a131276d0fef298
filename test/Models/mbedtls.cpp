// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
extern "C" {
int mbedtls_ssl_close_notify(void *);
int mbedtls_net_recv_timeout(void *, unsigned char *, unsigned long, unsigned);
void mbedtls_ssl_free(void *);
}

struct Notify_bad { void *S; ~Notify_bad() { mbedtls_ssl_close_notify(S); } };
// CHECK: 'Notify_bad::~Notify_bad' {{.*}}[cleanup-network-io]
struct Recv_bad { void *S; ~Recv_bad() { mbedtls_net_recv_timeout(S, nullptr, 0, 0); } };
// CHECK: 'Recv_bad::~Recv_bad' {{.*}}[cleanup-network-io]
struct Free_ok { void *S; ~Free_ok() { mbedtls_ssl_free(S); } };
