// RUN: %check --option=cleanup-blocking-call.Strict=true %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
// RUN: %cleanexit check %s -- -std=c++20 | count 0
#include <unistd.h>
extern "C" {
enum PyGILState_STATE { PyGILState_LOCKED };
struct PyThreadState;
PyGILState_STATE PyGILState_Ensure(void);
void PyGILState_Release(PyGILState_STATE);
PyThreadState *PyEval_SaveThread(void);
void PyEval_RestoreThread(PyThreadState *);
int Py_FinalizeEx(void);
}

struct Finalize_bad { ~Finalize_bad() { Py_FinalizeEx(); } };
// CHECK: 'Finalize_bad::~Finalize_bad' waits for a thread to end {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}threads that are no daemons
// The interpreter's lock is not followed, and taking it is not reported.
struct Release_ok { PyGILState_STATE S = PyGILState_Ensure(); ~Release_ok() { PyGILState_Release(S); } };
struct Restore_ok { PyThreadState *S = PyEval_SaveThread(); ~Restore_ok() { PyEval_RestoreThread(S); } };
void sleep_ok() {
  PyThreadState *S = PyEval_SaveThread();
  sleep(1);
  PyEval_RestoreThread(S);
}
