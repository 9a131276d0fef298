// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
extern "C" {
struct apr_thread_mutex_t;
struct apr_thread_cond_t;
struct apr_thread_t;
struct apr_proc_t;
struct apr_pollset_t;
int apr_thread_mutex_lock(apr_thread_mutex_t *);
int apr_thread_mutex_unlock(apr_thread_mutex_t *);
int apr_thread_cond_wait(apr_thread_cond_t *, apr_thread_mutex_t *);
int apr_thread_join(int *Status, apr_thread_t *);
int apr_proc_wait(apr_proc_t *, int *, int *, int How);
int apr_pollset_poll(apr_pollset_t *, long long Us, int *, const void **);
void apr_sleep(long long Us);
int apr_socket_close(void *);
}

struct Join_bad { apr_thread_t *T; int S; ~Join_bad() { apr_thread_join(&S, T); } };
// CHECK: 'Join_bad::~Join_bad' waits for a thread to end {{.*}}with no bound
// CHECK: note: {{.*}}when the thread has ended
struct Child_bad { apr_proc_t *P; ~Child_bad() { apr_proc_wait(P, nullptr, nullptr, 0); } };
// CHECK: 'Child_bad::~Child_bad' waits for a process
struct Child_ok { apr_proc_t *P; ~Child_ok() { apr_proc_wait(P, nullptr, nullptr, 1); } };
struct Poll_bad { apr_pollset_t *P; int N; ~Poll_bad() { apr_pollset_poll(P, 2000000, &N, nullptr); } };
// CHECK: 'Poll_bad::~Poll_bad' {{.*}} 2 s
struct Poll_ok { apr_pollset_t *P; int N; ~Poll_ok() { apr_pollset_poll(P, 0, &N, nullptr); } };
struct Close_ok { void *S; ~Close_ok() { apr_socket_close(S); } };

struct Held {
  apr_thread_mutex_t *M;
  apr_thread_cond_t *C;
  void sleep_bad() {
    apr_thread_mutex_lock(M);
    apr_sleep(1000000);
    // CHECK: Held::sleep_bad{{.*}}[cleanup-lock-held-over-wait]
    apr_thread_mutex_unlock(M);
  }
  void sleep_ok() {
    apr_thread_mutex_lock(M);
    apr_thread_mutex_unlock(M);
    apr_sleep(1000000);
  }
  void wait_ok() {
    apr_thread_mutex_lock(M);
    apr_thread_cond_wait(C, M);
    apr_thread_mutex_unlock(M);
  }
};
