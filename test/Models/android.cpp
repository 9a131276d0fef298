// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok --implicit-check-not=_strict
// RUN: %check --option=cleanup-blocking-call.Strict=true %s -- -std=c++20 | FileCheck %s --check-prefix=STRICT --implicit-check-not=_ok
#include <cstdint>
extern "C" {
struct ALooper; struct AIBinder; struct AParcel; struct AMediaCodec; struct AAudioStreamStruct;
int ALooper_pollOnce(int Ms, int *, int *, void **);
void ALooper_wake(ALooper *);
int AIBinder_transact(AIBinder *, uint32_t, AParcel **, AParcel **, uint32_t Flags);
int AMediaCodec_stop(AMediaCodec *);
long AMediaCodec_dequeueInputBuffer(AMediaCodec *, int64_t Us);
int AAudioStream_read(AAudioStreamStruct *, void *, int, int64_t Ns);
int AAudioStream_requestStop(AAudioStreamStruct *);
}
namespace android {
struct Mutex { int lock(); void unlock(); struct Autolock { explicit Autolock(Mutex &); ~Autolock(); }; };
struct Condition { int wait(Mutex &); int waitRelative(Mutex &, int64_t Ns); void broadcast(); };
struct Thread { virtual void requestExit(); int requestExitAndWait(); int join(); };
}
struct _JavaVM { int DestroyJavaVM(); int DetachCurrentThread(); };

struct Poll_bad { ~Poll_bad() { ALooper_pollOnce(-1, nullptr, nullptr, nullptr); } };
// CHECK: 'Poll_bad::~Poll_bad' {{.*}}with no bound
struct Poll_ok { ALooper *L; ~Poll_ok() { ALooper_pollOnce(0, nullptr, nullptr, nullptr); ALooper_wake(L); } };
struct Call_strict { AIBinder *B; AParcel *I, *O; ~Call_strict() { AIBinder_transact(B, 1, &I, &O, 0); } };
// STRICT: 'Call_strict::~Call_strict' waits for a process
struct Call_ok { AIBinder *B; AParcel *I, *O; ~Call_ok() { AIBinder_transact(B, 1, &I, &O, 1); } };
struct Codec_bad { AMediaCodec *C; ~Codec_bad() { AMediaCodec_dequeueInputBuffer(C, 2000000); } };
// CHECK: 'Codec_bad::~Codec_bad' {{.*}} 2 s
struct Codec_ok { AMediaCodec *C; ~Codec_ok() { AMediaCodec_dequeueInputBuffer(C, 0); } };
struct Stop_strict { AMediaCodec *C; ~Stop_strict() { AMediaCodec_stop(C); } };
// STRICT: 'Stop_strict::~Stop_strict' {{.*}}[cleanup-blocking-call]
struct Audio_bad { AAudioStreamStruct *S; char B[9]; ~Audio_bad() { AAudioStream_read(S, B, 1, 1000000000); } };
// CHECK: 'Audio_bad::~Audio_bad' {{.*}} 1 s
struct Audio_ok { AAudioStreamStruct *S; ~Audio_ok() { AAudioStream_requestStop(S); } };
struct Thread_bad { android::Thread &T; ~Thread_bad() { T.join(); } };
// CHECK: 'Thread_bad::~Thread_bad' waits for a thread to end
struct Thread_ok { android::Thread &T; ~Thread_ok() { T.requestExit(); } };
struct Condition_bad { android::Mutex M; android::Condition C; ~Condition_bad() { C.waitRelative(M, 3000000000); } };
// CHECK: 'Condition_bad::~Condition_bad' {{.*}} 3 s
struct Condition_ok { android::Condition C; ~Condition_ok() { C.broadcast(); } };
struct Java_bad { _JavaVM *V; ~Java_bad() { V->DestroyJavaVM(); } };
// CHECK: 'Java_bad::~Java_bad' waits for a thread to end
struct Java_ok { _JavaVM *V; ~Java_ok() { V->DetachCurrentThread(); } };
struct State {
  android::Mutex M, Own; android::Condition C; AIBinder *B; AParcel *I, *O;
  void poll_bad() { android::Mutex::Autolock A(M); ALooper_pollOnce(-1, nullptr, nullptr, nullptr); }
  // CHECK: {{.*}}'ALooper_pollOnce'{{.*}}[cleanup-lock-held-over-wait]
  void wait_ok() { android::Mutex::Autolock A(M); C.wait(M); }
};
