// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
extern "C" {
int wolfSSL_shutdown(void *);
void wolfSSL_free(void *);
}

struct Shutdown_bad { void *S; ~Shutdown_bad() { wolfSSL_shutdown(S); } };
// CHECK: 'Shutdown_bad::~Shutdown_bad' {{.*}}[cleanup-network-io]
struct Free_ok { void *S; ~Free_ok() { wolfSSL_free(S); } };

#include <sys/socket.h>
extern "C" int wolfSSL_set_fd(void *, int);
class Over_ok {
  void *S;
  int Fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

public:
  explicit Over_ok(void *S) : S(S) { wolfSSL_set_fd(S, Fd); }
  ~Over_ok() { wolfSSL_shutdown(S); }
};
