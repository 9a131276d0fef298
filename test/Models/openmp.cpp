// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <unistd.h>
extern "C" {
struct omp_lock_t { void *L; };
void omp_set_lock(omp_lock_t *);
void omp_unset_lock(omp_lock_t *);
int omp_pause_resource_all(int);
}

struct Team_bad { ~Team_bad() { omp_pause_resource_all(1); } };
// CHECK: 'Team_bad::~Team_bad' waits for a thread to end {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}ends the threads of the pool

struct Held {
  omp_lock_t L;
  void work_bad() {
    omp_set_lock(&L);
    sleep(1);
    // CHECK: Held::work_bad{{.*}}[cleanup-lock-held-over-wait]
    omp_unset_lock(&L);
  }
  void work_ok() {
    omp_set_lock(&L);
    omp_unset_lock(&L);
    sleep(1);
  }
};
