// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
extern "C" {
typedef int MPI_Comm;
int MPI_Finalize(void);
int MPI_Barrier(MPI_Comm);
int MPI_Comm_free(MPI_Comm *);
int MPI_Comm_rank(MPI_Comm, int *);
}

struct Session_bad { ~Session_bad() { MPI_Finalize(); } };
// CHECK: 'Session_bad::~Session_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}until all other processes have come to it
struct Barrier_bad { MPI_Comm C; ~Barrier_bad() { MPI_Barrier(C); } };
// CHECK: 'Barrier_bad::~Barrier_bad' {{.*}}[cleanup-network-io]
struct Comm_bad { MPI_Comm C; ~Comm_bad() { MPI_Comm_free(&C); } };
// CHECK: 'Comm_bad::~Comm_bad' {{.*}}[cleanup-network-io]
struct Rank_ok { MPI_Comm C; int R; ~Rank_ok() { MPI_Comm_rank(C, &R); } };
