// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
extern "C" {
int snd_pcm_drain(void *);
int snd_pcm_drop(void *);
int snd_pcm_close(void *);
}

struct Drain_bad { void *P; ~Drain_bad() { snd_pcm_drain(P); } };
// CHECK: 'Drain_bad::~Drain_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}has played all that is pending
struct Drop_ok { void *P; ~Drop_ok() { snd_pcm_drop(P); snd_pcm_close(P); } };
