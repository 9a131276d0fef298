// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
extern "C" {
struct fstrm_iothr;
struct fstrm_iothr_queue;
struct fstrm_writer;
void fstrm_iothr_destroy(fstrm_iothr **);
int fstrm_iothr_submit(fstrm_iothr *, fstrm_iothr_queue *, void *, unsigned long, void (*)(void *, void *), void *);
int fstrm_writer_open(fstrm_writer *);
int fstrm_writer_destroy(fstrm_writer **);
void fstrm_free_wrapper(void *, void *);
}

struct Thread_bad { fstrm_iothr *T; ~Thread_bad() { if (T) fstrm_iothr_destroy(&T); } };
// CHECK: 'Thread_bad::~Thread_bad' waits for a thread to end
// CHECK: note: {{.*}}it may be connecting
struct Queued_ok {
  fstrm_iothr *T; fstrm_iothr_queue *Q; void *Frame;
  ~Queued_ok() { fstrm_iothr_submit(T, Q, Frame, 8, fstrm_free_wrapper, nullptr); }
};
// A writer may be a file's.
struct Writer_ok { fstrm_writer *W; ~Writer_ok() { fstrm_writer_open(W); fstrm_writer_destroy(&W); } };
