// RUN: not %cleanexit check --checks=cleanup-lock-held-over-wait %s -- -std=c17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A bit that only those set who go round for it, and that is set back, is a lock: to
// take it is no wait.
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

#define TAKE(bit)                                                              \
  for (;;) {                                                                   \
    while (__atomic_load_n(bit, __ATOMIC_RELAXED)) {                           \
    }                                                                          \
    if (!__atomic_exchange_n(bit, 1, __ATOMIC_ACQUIRE))                        \
      break;                                                                   \
  }
#define GIVE(bit) __atomic_store_n(bit, 0, __ATOMIC_RELEASE)

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int bit, opened;
static int counter;

void count_ok(void) {
  pthread_mutex_lock(&mutex);
  TAKE(&bit)
  counter++;
  GIVE(&bit);
  pthread_mutex_unlock(&mutex);
}
int counted(void) {
  pthread_mutex_lock(&mutex);
  int is = counter;
  pthread_mutex_unlock(&mutex);
  return is;
}

// Another thread sets it at some time.
void open_gate(void) { __atomic_store_n(&opened, 1, __ATOMIC_RELEASE); }
void pass_bad(void) {
  pthread_mutex_lock(&mutex);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'mutex' is held while 'pass_bad' loops until something else changes
  while (!__atomic_load_n(&opened, __ATOMIC_ACQUIRE)) {
  }
  counter++;
  pthread_mutex_unlock(&mutex);
}

// A member, by functions of any name.
struct pool {
  pthread_mutex_t mutex;
  long busy;
  int size;
};
static bool swap(long *value, long expected, long wanted) {
  return __atomic_compare_exchange_n(value, &expected, wanted, false,
                                     __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}
static void begin(struct pool *p) {
  while (!swap(&p->busy, 0, 1)) {
    __asm__ __volatile__("" ::: "memory");
  }
}
static void end(struct pool *p) {
  __atomic_store_n(&p->busy, 0, __ATOMIC_SEQ_CST);
}
void grow_ok(struct pool *p) {
  pthread_mutex_lock(&p->mutex);
  begin(p);
  p->size++;
  end(p);
  pthread_mutex_unlock(&p->mutex);
}
int size(struct pool *p) {
  pthread_mutex_lock(&p->mutex);
  int is = p->size;
  pthread_mutex_unlock(&p->mutex);
  return is;
}

// A box that another one empties is none, nor is what is held for long.
static pthread_mutex_t posts = PTHREAD_MUTEX_INITIALIZER, slow = PTHREAD_MUTEX_INITIALIZER;
static int box, letter, held, held_count;
void post_bad(int what) {
  pthread_mutex_lock(&posts);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'posts' is held while 'post_bad' loops until something else changes
  TAKE(&box)
  letter = what;
  pthread_mutex_unlock(&posts);
}
int fetch(void) {
  pthread_mutex_lock(&posts);
  int what = letter;
  GIVE(&box);
  pthread_mutex_unlock(&posts);
  return what;
}
void quickly_bad(void) {
  pthread_mutex_lock(&slow);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'slow' is held while 'quickly_bad' loops until something else changes
  TAKE(&held)
  held_count++;
  GIVE(&held);
  pthread_mutex_unlock(&slow);
}
void slowly(void) {
  TAKE(&held)
  sleep(10);
  GIVE(&held);
}
int is_held(void) {
  pthread_mutex_lock(&slow);
  int is = held_count;
  pthread_mutex_unlock(&slow);
  return is;
}
