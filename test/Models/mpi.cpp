// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
// RUN: %check --option=cleanup-network-io.Strict=true %s -- -std=c++20 | FileCheck %s --check-prefix=STRICT
extern "C" {
typedef int MPI_Comm;
int MPI_Finalize(void);
int MPI_Barrier(MPI_Comm);
int MPI_Comm_free(MPI_Comm *);
int MPI_Comm_rank(MPI_Comm, int *);
}

struct Session_ok { ~Session_ok() { MPI_Finalize(); } };
// STRICT: 'Session_ok::~Session_ok' {{.*}}[cleanup-network-io]
// STRICT: note: {{.*}}until all other processes have come to it
struct Barrier_bad { MPI_Comm C; ~Barrier_bad() { MPI_Barrier(C); } };
// CHECK: 'Barrier_bad::~Barrier_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}all processes of the communicator
struct Comm_ok { MPI_Comm C; ~Comm_ok() { MPI_Comm_free(&C); } };
// STRICT: 'Comm_ok::~Comm_ok' {{.*}}[cleanup-network-io]
struct Rank_ok { MPI_Comm C; int R; ~Rank_ok() { MPI_Comm_rank(C, &R); } };

extern "C" int MPI_Neighbor_alltoall(const void *, int, void *, void *, int, void *, void *);
struct Neighbor_bad { void *T, *C; ~Neighbor_bad() { MPI_Neighbor_alltoall(nullptr, 0, T, nullptr, 0, T, C); } };
// CHECK: 'Neighbor_bad::~Neighbor_bad' {{.*}}[cleanup-network-io]
