// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
extern "C" {
struct CassFuture;
struct CassSession;
int cass_future_error_code(CassFuture *);
int cass_future_wait_timed(CassFuture *, unsigned long long Us);
int cass_future_ready(CassFuture *);
void cass_session_free(CassSession *);
}

struct Result_bad { CassFuture *F; ~Result_bad() { cass_future_error_code(F); } };
// CHECK: 'Result_bad::~Result_bad' waits for a result {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}by the cluster's answer
struct Timed_bad { CassFuture *F; ~Timed_bad() { cass_future_wait_timed(F, 2000000); } };
// CHECK: 'Timed_bad::~Timed_bad' {{.*}} 2 s
struct Timed_ok { CassFuture *F; ~Timed_ok() { cass_future_wait_timed(F, 100); } };
struct Session_ok { CassSession *S; ~Session_ok() { cass_session_free(S); } };
struct Ready_ok { CassFuture *F; ~Ready_ok() { cass_future_ready(F); } };
