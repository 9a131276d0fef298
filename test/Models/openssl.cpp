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

// What is done over a descriptor that does not block waits for nobody.
#include <fcntl.h>
#include <sys/socket.h>
class Over_ok {
  SSL *S;
  int Fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

public:
  explicit Over_ok(SSL_CTX *C) : S(SSL_new(C)) { SSL_set_fd(S, Fd); }
  ~Over_ok() { SSL_shutdown(S); }
};
class Over_bad {
  SSL *S;
  int Fd = socket(AF_INET, SOCK_STREAM, 0);

public:
  explicit Over_bad(SSL_CTX *C) : S(SSL_new(C)) { SSL_set_fd(S, Fd); }
  ~Over_bad() { SSL_shutdown(S); }
  // CHECK: 'Over_bad::~Over_bad' {{.*}}[cleanup-network-io]
};
class OverBio_ok {
  SSL *S;
  int Fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

public:
  explicit OverBio_ok(SSL_CTX *C) : S(SSL_new(C)) {
    BIO *B = BIO_new_socket(Fd, BIO_NOCLOSE);
    SSL_set_bio(S, B, B);
  }
  ~OverBio_ok() { SSL_shutdown(S); }
};

// What the engine says goes to memory, and its owner sends it.
class Engine_ok {
  SSL *S;
  BIO *Inner = nullptr, *Outer = nullptr;

public:
  explicit Engine_ok(SSL_CTX *C) : S(SSL_new(C)) {
    BIO_new_bio_pair(&Inner, 0, &Outer, 0);
    SSL_set_bio(S, Inner, Inner);
  }
  ~Engine_ok() { SSL_shutdown(S); }
};
class Quiet_ok {
  SSL *S;

public:
  explicit Quiet_ok(SSL_CTX *C) : S(SSL_new(C)) {
    SSL_set_quiet_shutdown(S, 1);
  }
  ~Quiet_ok() { SSL_shutdown(S); }
};
// What nobody calls sets nothing.
class Unused_bad {
  SSL *S;

public:
  explicit Unused_bad(SSL_CTX *C) : S(SSL_new(C)) {}
  void abandon() { SSL_set_quiet_shutdown(S, 1); }
  ~Unused_bad() { SSL_shutdown(S); }
  // CHECK: 'Unused_bad::~Unused_bad' {{.*}}[cleanup-network-io]
};
class Used_ok {
  SSL *S;

public:
  explicit Used_ok(SSL_CTX *C) : S(SSL_new(C)) {}
  void abandon() { SSL_set_quiet_shutdown(S, 1); }
  ~Used_ok() { SSL_shutdown(S); }
};
void giveUp(Used_ok &U) { U.abandon(); }
struct Answered_ok {
  SSL *S;
  ~Answered_ok() {
    SSL_set_shutdown(S, SSL_get_shutdown(S) | SSL_RECEIVED_SHUTDOWN);
    SSL_shutdown(S);
  }
};
