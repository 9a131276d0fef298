// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <thread>
extern "C" {
struct fuse_session;
int fuse_session_loop(fuse_session *);
void fuse_session_exit(fuse_session *);
void fuse_session_unmount(fuse_session *);
void fuse_session_destroy(fuse_session *);
}

// The loop reads on until there is a request.
struct Exit_bad {
  fuse_session *S;
  std::thread T{[this] { fuse_session_loop(S); }};
  ~Exit_bad() {
    fuse_session_exit(S);
    T.join();
    // CHECK: 'Exit_bad::~Exit_bad' waits for a thread to end {{.*}}although asked to stop
  }
};
struct Unmount_ok {
  fuse_session *S;
  std::thread T{[this] { fuse_session_loop(S); }};
  ~Unmount_ok() {
    fuse_session_exit(S);
    fuse_session_unmount(S);
    T.join();
  }
};
struct Loop_bad { fuse_session *S; ~Loop_bad() { fuse_session_loop(S); } };
// CHECK: 'Loop_bad::~Loop_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}until somebody unmounts
struct Destroy_ok { fuse_session *S; ~Destroy_ok() { fuse_session_destroy(S); } };
