// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// STD: gnu17
// What is linked to an object knows that object: its end, by a table of functions,
// comes back for the lock.
#include <pthread.h>
#include <stdlib.h>

struct Device;
struct Kind {
  void (*Finish)(struct Device *);
};
struct Bus {
  pthread_mutex_t Lock;
  struct Device *First;
};
struct Device {
  const struct Kind *Is;
  struct Bus *On;
  struct Device *Next;
};

static void finishDevice(struct Device *D) {
  struct Bus *B = D->On;
  pthread_mutex_lock(&B->Lock);
  B->First = D->Next;
  pthread_mutex_unlock(&B->Lock);
  free(D);
}
static const struct Kind Plain = {.Finish = finishDevice};
struct Device *newDevice(struct Bus *B) {
  struct Device *D = calloc(1, sizeof *D);
  D->Is = &Plain;
  D->On = B;
  return D;
}

void first_bad(struct Bus *B) {
  pthread_mutex_lock(&B->Lock);
  if (B->First)
    // CHECK: [[@LINE+1]]:5: warning: deadlock: 'Lock' of an argument, which is held here, is taken again on the way
    B->First->Is->Finish(B->First);
  pthread_mutex_unlock(&B->Lock);
}
void all_bad(struct Bus *B) {
  struct Device *Next;
  pthread_mutex_lock(&B->Lock);
  for (struct Device *D = B->First; D; D = Next) {
    Next = D->Next;
    // CHECK: [[@LINE+1]]:5: warning: deadlock: 'Lock' of an argument, which is held here, is taken again on the way
    D->Is->Finish(D);
  }
  pthread_mutex_unlock(&B->Lock);
}
void taken_ok(struct Bus *B) {
  struct Device *D;
  pthread_mutex_lock(&B->Lock);
  D = B->First;
  pthread_mutex_unlock(&B->Lock);
  if (D)
    D->Is->Finish(D);
}

// A wire knows two hosts.
struct Host {
  pthread_mutex_t Guard;
  struct Wire *Wires;
  int Seen;
};
struct Wire {
  struct Host *Near;
  struct Host *Far;
  struct Wire *Next;
};
void wire(struct Host *H, struct Host *Other) {
  struct Wire *W = calloc(1, sizeof *W);
  W->Near = H;
  W->Far = Other;
  W->Next = H->Wires;
  H->Wires = W;
}
static void see(struct Wire *W) {
  pthread_mutex_lock(&W->Far->Guard);
  W->Far->Seen++;
  pthread_mutex_unlock(&W->Far->Guard);
}
void seeAll_ok(struct Host *H) {
  pthread_mutex_lock(&H->Guard);
  if (H->Wires)
    see(H->Wires);
  pthread_mutex_unlock(&H->Guard);
}
