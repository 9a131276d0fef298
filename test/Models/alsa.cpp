// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok --implicit-check-not=_strict
// RUN: %check --option=cleanup-blocking-call.Strict=true %s -- -std=c++20 | FileCheck %s --check-prefix=STRICT
extern "C" {
int snd_pcm_drain(void *);
int snd_pcm_drop(void *);
int snd_pcm_close(void *);
}

struct Drain_bad { void *P; ~Drain_bad() { snd_pcm_drain(P); } };
// CHECK: 'Drain_bad::~Drain_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}has played all that is pending
struct Drop_ok { void *P; ~Drop_ok() { snd_pcm_drop(P); snd_pcm_close(P); } };

extern "C" {
long snd_pcm_writei(void *, const void *, unsigned long);
int snd_pcm_nonblock(void *, int);
int snd_mixer_wait(void *, int Ms);
int snd_rawmidi_drain(void *);
int snd_rawmidi_drop(void *);
}
struct Write_strict { void *P; char B[4]; ~Write_strict() { snd_pcm_writei(P, B, 1); } };
// STRICT: 'Write_strict::~Write_strict' {{.*}}[cleanup-blocking-call]
struct Mixer_bad { void *M; ~Mixer_bad() { snd_mixer_wait(M, 1000); } };
// CHECK: 'Mixer_bad::~Mixer_bad' {{.*}} 1 s
struct Mixer_ok { void *M; ~Mixer_ok() { snd_mixer_wait(M, 0); } };
struct Midi_bad { void *M; ~Midi_bad() { snd_rawmidi_drain(M); } };
// CHECK: 'Midi_bad::~Midi_bad' {{.*}}[cleanup-blocking-call]
struct Midi_ok { void *M; ~Midi_ok() { snd_rawmidi_drop(M); } };

// What returns soon on its own leaves a thread able to hear the request to stop.
#include <atomic>
#include <thread>
struct Player_ok {
  void *P; std::atomic<bool> Stop{false};
  std::thread Run{[this] { while (!Stop) snd_pcm_writei(P, "1234", 1); }};
  ~Player_ok() { Stop = true; Run.join(); }
};
