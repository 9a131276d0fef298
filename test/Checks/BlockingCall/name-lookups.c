// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A byte in a pipe ends a read, and no name lookup.
#define _GNU_SOURCE
#include <netdb.h>
#include <pthread.h>
#include <unistd.h>

struct resolver {
  int requests[2];
  pthread_t worker;
};
static void *looks_up(void *arg) {
  struct resolver *r = arg;
  char name[64];
  while (read(r->requests[0], name, sizeof(name)) > 1) {
    struct addrinfo *found = 0;
    if (getaddrinfo(name, "ntp", 0, &found) == 0)
      freeaddrinfo(found);
  }
  return 0;
}
static void *counts(void *arg) {
  struct resolver *r = arg;
  char name[64];
  unsigned n = 0;
  while (read(r->requests[0], name, sizeof(name)) > 1)
    ++n;
  return 0;
}
struct lookups { struct resolver r; };
struct counters { struct resolver r; };
void start(struct lookups *l, struct counters *c) {
  if (pipe2(l->r.requests, 0) == 0)
    pthread_create(&l->r.worker, 0, looks_up, &l->r);
  if (pipe2(c->r.requests, 0) == 0)
    pthread_create(&c->r.worker, 0, counts, &c->r);
}
static void end_bad(struct lookups **l) {
  (void)!write((*l)->r.requests[1], "", 1);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: {{.*}}talks to another machine ('getaddrinfo')
  pthread_join((*l)->r.worker, 0);
}
void use_bad(struct lookups *of) {
  __attribute__((cleanup(end_bad))) struct lookups *l = of;
  (void)l;
}
