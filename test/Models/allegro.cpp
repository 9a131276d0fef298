// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <unistd.h>
extern "C" {
struct ALLEGRO_MUTEX;
struct ALLEGRO_COND;
struct ALLEGRO_THREAD;
void al_lock_mutex(ALLEGRO_MUTEX *);
void al_unlock_mutex(ALLEGRO_MUTEX *);
void al_wait_cond(ALLEGRO_COND *, ALLEGRO_MUTEX *);
void al_signal_cond(ALLEGRO_COND *);
void al_join_thread(ALLEGRO_THREAD *, void **);
void al_rest(double Seconds);
void al_wait_for_event(void *Queue, void *Event);
}

struct Nap_bad { ~Nap_bad() { al_rest(2); } };
// CHECK: 'Nap_bad::~Nap_bad' sleeps {{.*}} 2 s
struct Event_bad { void *Q; ~Event_bad() { al_wait_for_event(Q, nullptr); } };
// CHECK: 'Event_bad::~Event_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}until there is an event
struct Join_ok { ALLEGRO_THREAD *T; ~Join_ok() { al_join_thread(T, nullptr); } };
struct Signal_ok { ALLEGRO_COND *C; ~Signal_ok() { al_signal_cond(C); } };

struct Held {
  ALLEGRO_MUTEX *M;
  ALLEGRO_COND *C;
  void sleep_bad() {
    al_lock_mutex(M);
    sleep(1);
    // CHECK: Held::sleep_bad{{.*}}[cleanup-lock-held-over-wait]
    al_unlock_mutex(M);
  }
  void wait_ok() {
    al_lock_mutex(M);
    al_wait_cond(C, M);
    al_unlock_mutex(M);
  }
};
