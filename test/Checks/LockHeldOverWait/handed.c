// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// STD: gnu17
// A function that is handed on by name is run with what its runner has.
#include <pthread.h>

struct Item {
  int Count;
};
struct Bag {
  pthread_mutex_t Lock;
  struct Item Items[4];
};
typedef void (*Visitor)(struct Item *, void *);

static void each(struct Bag *B, Visitor Visit, void *Arg) {
  for (int I = 0; I < 4; ++I)
    Visit(&B->Items[I], Arg);
}
static void eachTwice(struct Bag *B, Visitor Visit, void *Arg) {
  each(B, Visit, Arg);
  B->Items[0].Count = 0;
}
static void eachUnlocked(struct Bag *B, Visitor Visit, void *Arg) {
  pthread_mutex_unlock(&B->Lock);
  Visit(&B->Items[0], Arg);
  pthread_mutex_lock(&B->Lock);
}

static void tally(struct Item *I, void *Arg) {
  struct Bag *Of = Arg;
  pthread_mutex_lock(&Of->Lock);
  I->Count++;
  pthread_mutex_unlock(&Of->Lock);
}

void same_bad(struct Bag *B) {
  pthread_mutex_lock(&B->Lock);
  // CHECK: [[@LINE+1]]:3: warning: deadlock: 'Lock' of an argument, which is held here, is taken again on the way
  eachTwice(B, tally, B);
  pthread_mutex_unlock(&B->Lock);
}

void unlocked_ok(struct Bag *B) {
  pthread_mutex_lock(&B->Lock);
  eachUnlocked(B, tally, B);
  pthread_mutex_unlock(&B->Lock);
}
void other_ok(struct Bag *B, struct Bag *Other) {
  pthread_mutex_lock(&B->Lock);
  each(B, tally, Other);
  pthread_mutex_unlock(&B->Lock);
}

static pthread_mutex_t Total = PTHREAD_MUTEX_INITIALIZER;
static void sum(struct Item *I, void *Arg) {
  pthread_mutex_lock(&Total);
  *(int *)Arg += I->Count;
  pthread_mutex_unlock(&Total);
}
void global_bad(struct Bag *B, int *Sum) {
  pthread_mutex_lock(&Total);
  // CHECK: [[@LINE+1]]:3: warning: deadlock: 'Total', which is held here, is taken again on the way
  each(B, sum, Sum);
  pthread_mutex_unlock(&Total);
}
