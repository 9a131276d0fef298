// RUN: not %cleanexit check %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Flags that a function is handed and puts into a struct are each caller's.
#include <netdb.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

void report(const char *);
static int resolve(struct addrinfo **found, const char *text, int flags,
                   bool loud) {
  struct addrinfo hints;
  memset(&hints, 0, sizeof hints);
  hints.ai_flags = flags;
  int error = getaddrinfo(text, NULL, &hints, found);
  if (error && loud)
    report(gai_strerror(error));
  return error;
}
static int parse(const char *text) {
  struct addrinfo *found;
  if (resolve(&found, text, AI_NUMERICHOST, true))
    return -1;
  freeaddrinfo(found);
  return 0;
}
static int look_up(const char *text, bool loud) {
  struct addrinfo *found;
  if (resolve(&found, text, 0, loud))
    return -1;
  freeaddrinfo(found);
  return 0;
}

static pthread_mutex_t leases = PTHREAD_MUTEX_INITIALIZER;
void load_ok(const char *text) {
  pthread_mutex_lock(&leases);
  parse(text);
  pthread_mutex_unlock(&leases);
}
static pthread_mutex_t hosts = PTHREAD_MUTEX_INITIALIZER;
static int known;
int known_ok(void) {
  pthread_mutex_lock(&hosts);
  int now = known;
  pthread_mutex_unlock(&hosts);
  return now;
}
void load_bad(const char *text) {
  pthread_mutex_lock(&hosts);
  // CHECK: :[[@LINE+1]]:{{.*}}warning: 'hosts' is held {{.*}}('getaddrinfo')
  look_up(text, true);
  pthread_mutex_unlock(&hosts);
}
