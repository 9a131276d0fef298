// REQUIRES: openssl
// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <openssl/bio.h>
#include <openssl/ssl.h>

struct Shutdown_bad { SSL *S; ~Shutdown_bad() { SSL_shutdown(S); } };
// CHECK: 'Shutdown_bad::~Shutdown_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}SSL_shutdown() sends close_notify
struct Goodbye_bad { SSL *S; ~Goodbye_bad() { SSL_write(S, "QUIT", 4); } };
// CHECK: 'Goodbye_bad::~Goodbye_bad' {{.*}}[cleanup-network-io]
struct Bio_bad { BIO *B; ~Bio_bad() { BIO_do_connect(B); } };
// CHECK: 'Bio_bad::~Bio_bad' {{.*}}[cleanup-network-io]
struct Bio_ok { BIO *B; ~Bio_ok() { BIO_reset(B); } };
struct Retry_bad { BIO *B; ~Retry_bad() { BIO_do_connect_retry(B, 3, 100); } };
// CHECK: 'Retry_bad::~Retry_bad' {{.*}} 3 s
struct Connect_ok { int Fd; BIO_ADDR *A; ~Connect_ok() { BIO_connect(Fd, A, BIO_SOCK_NONBLOCK); } };
struct Free_ok { SSL *S; ~Free_ok() { SSL_free(S); } };
