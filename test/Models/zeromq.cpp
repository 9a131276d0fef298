// REQUIRES: zeromq
// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <zmq.h>

struct Context_bad { void *C; ~Context_bad() { zmq_ctx_term(C); } };
// CHECK: 'Context_bad::~Context_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}until each of its sockets is closed
struct Send_bad { void *S; ~Send_bad() { zmq_send(S, "bye", 3, 0); } };
// CHECK: 'Send_bad::~Send_bad' {{.*}}[cleanup-network-io]
struct Send_ok { void *S; ~Send_ok() { zmq_send(S, "bye", 3, ZMQ_DONTWAIT); } };
struct Poll_bad { zmq_pollitem_t P; ~Poll_bad() { zmq_poll(&P, 1, 2000); } };
// CHECK: 'Poll_bad::~Poll_bad' {{.*}} 2 s
struct Poll_ok { zmq_pollitem_t P; ~Poll_ok() { zmq_poll(&P, 1, 0); } };
struct Close_ok { void *S; ~Close_ok() { zmq_close(S); } };
struct Lingers_ok {
  void *C, *S;
  Lingers_ok() {
    int No = 0;
    zmq_setsockopt(S, ZMQ_LINGER, &No, sizeof No);
  }
  ~Lingers_ok() { zmq_close(S); zmq_ctx_term(C); }
};
struct Other_bad {
  void *C, *S;
  Other_bad() {
    int Limit = 100;
    zmq_setsockopt(S, ZMQ_SNDHWM, &Limit, sizeof Limit);
  }
  ~Other_bad() { zmq_close(S); zmq_ctx_term(C); }
};
// CHECK: 'Other_bad::~Other_bad' waits for other threads

// Its sockets are made with it, and set up by a wrapper.
struct Whole_ok {
  void *C = zmq_ctx_new();
  ~Whole_ok() { zmq_ctx_term(C); }
};
struct Part {
  void *S;
  explicit Part(Whole_ok &Of) : S(zmq_socket(Of.C, ZMQ_DEALER)) { set(ZMQ_LINGER, 0); }
  ~Part() { zmq_close(S); }
  void set(int Option, int To) { zmq_setsockopt(S, Option, &To, sizeof To); }
};
struct Patient_bad {
  void *C = zmq_ctx_new();
  ~Patient_bad() { zmq_ctx_term(C); }
};
// CHECK: 'Patient_bad::~Patient_bad' waits for other threads
struct Piece {
  void *S;
  explicit Piece(Patient_bad &Of) : S(zmq_socket(Of.C, ZMQ_DEALER)) { set(ZMQ_SNDHWM, 0); }
  ~Piece() { zmq_close(S); }
  void set(int Option, int To) { zmq_setsockopt(S, Option, &To, sizeof To); }
};
