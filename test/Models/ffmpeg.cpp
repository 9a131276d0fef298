// An input or output may be a file: what talks is strict.
// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok --implicit-check-not=_strict
// RUN: %check --option=cleanup-network-io.Strict=true %s -- -std=c++20 | FileCheck %s --check-prefix=STRICT --implicit-check-not=_ok
extern "C" {
struct AVFormatContext;
struct AVPacket;
int av_read_frame(AVFormatContext *, AVPacket *);
int av_write_trailer(AVFormatContext *);
void avformat_free_context(AVFormatContext *);
int av_usleep(unsigned Us);
int av_thread_message_queue_recv(void *, void *, unsigned Flags);
}

struct Nap_bad { ~Nap_bad() { av_usleep(30000); } };
// CHECK: 'Nap_bad::~Nap_bad' sleeps {{.*}} 30 ms
struct Queue_bad { void *Q, *M; ~Queue_bad() { av_thread_message_queue_recv(Q, M, 0); } };
// CHECK: 'Queue_bad::~Queue_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}while the queue is empty
struct Queue_ok { void *Q, *M; ~Queue_ok() { av_thread_message_queue_recv(Q, M, 1); } };
struct Read_strict { AVFormatContext *C; AVPacket *P; ~Read_strict() { av_read_frame(C, P); } };
// STRICT: 'Read_strict::~Read_strict' {{.*}}[cleanup-network-io]
struct Trailer_strict { AVFormatContext *C; ~Trailer_strict() { av_write_trailer(C); } };
// STRICT: 'Trailer_strict::~Trailer_strict' {{.*}}[cleanup-network-io]
struct Free_ok { AVFormatContext *C; ~Free_ok() { avformat_free_context(C); } };
