// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
extern "C" {
int wolfSSL_shutdown(void *);
void wolfSSL_free(void *);
}

struct Shutdown_bad { void *S; ~Shutdown_bad() { wolfSSL_shutdown(S); } };
// CHECK: 'Shutdown_bad::~Shutdown_bad' {{.*}}[cleanup-network-io]
struct Free_ok { void *S; ~Free_ok() { wolfSSL_free(S); } };
