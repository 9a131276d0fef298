// RUN: not %cleanexit check --checks=cleanup-lock-held-over-wait %s -- -std=c17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A lock that a program offers to others in a table is not there for the one function
// that is seen to take it.
#include <pthread.h>
#include <unistd.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static void list_lock(void) { pthread_mutex_lock(&mutex); }
static void list_unlock(void) { pthread_mutex_unlock(&mutex); }
static int slow(void) { return usleep(500000); }
static int open_slowly(void) { return slow(); }
static int open_it(void) { return open_slowly(); }
static int open_first(void) { return open_it(); }

struct api {
  void (*lock)(void);
  void (*unlock)(void);
  int (*open)(void);
};
static struct api table = {list_lock, list_unlock, open_first};
struct api *player = &table;

int init_bad(void) {
  player->lock();
  int is = player->open(); // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: 'mutex' is held while 'init_bad' sleeps
  player->unlock();
  return is;
}
int init_ok(void) {
  player->lock();
  player->unlock();
  return player->open();
}
