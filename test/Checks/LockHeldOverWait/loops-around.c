// RUN: not %cleanexit check %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A loop that takes and releases the lock in each turn does not add up what is
// slept in its turns.
// STD: gnu17
#include <pthread.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
int request(int i);
static unsigned requested;

unsigned requested_ok(void) {
  pthread_mutex_lock(&lock);
  unsigned so_far = requested;
  pthread_mutex_unlock(&lock);
  return so_far;
}

void compact_ok(unsigned size) {
  unsigned offset = 0;
  while (offset < size) {
    pthread_mutex_lock(&lock);
    int tries;
    for (tries = 10; tries > 0; tries--) {
      if (request(offset) == 0)
        break;
      usleep(1000);
    }
    pthread_mutex_unlock(&lock);
    offset += 10;
  }
}

void patient_bad(unsigned size) {
  unsigned offset = 0;
  while (offset < size) {
    pthread_mutex_lock(&lock);
    int tries;
    for (tries = 50; tries > 0; tries--) {
      if (request(offset) == 0)
        break;
      // CHECK: :[[@LINE+1]]:{{.*}}warning: 'lock' is held while 'patient_bad' sleeps ('usleep') for up to 50 ms
      usleep(1000);
    }
    pthread_mutex_unlock(&lock);
    offset += 10;
  }
}

// One lock for all turns.
void within_bad(unsigned size) {
  unsigned offset = 0;
  pthread_mutex_lock(&lock);
  while (offset < size) {
    int tries;
    for (tries = 10; tries > 0; tries--) {
      if (request(offset) == 0)
        break;
      // CHECK: :[[@LINE+1]]:{{.*}}warning: 'lock' is held while 'within_bad' sleeps ('usleep')
      usleep(1000);
    }
    offset += 10;
  }
  pthread_mutex_unlock(&lock);
}
