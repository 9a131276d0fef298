// RUN: split-file %s %t
// RUN: %cleanexit models --check %t/team.yaml
// RUN: not %cleanexit check --models=%t/team.yaml %t/a.c -- -std=gnu17 > %t/out
// RUN: grep -E '^[^ ]+: warning: ' %t/out | FileCheck %s --implicit-check-not=warning:
// What a library of one's own does with file descriptors is said as of the C
// library's functions.

//--- team.yaml
library: team
functions:
  - name: team_put
    does: network
    why: "it waits while the peer does not read"
    sends: 2
  - name: team_take
    does: network
    why: "it waits until the peer sends something"
    receives: 1

//--- a.c
#include <fcntl.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>
void team_put(const char *text, int length, int fd);
void team_take(char *text, int fd);

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int peer, gram, calm, ends[2];
void open_all(void) {
  peer = socket(AF_INET, SOCK_STREAM, 0);
  gram = socket(AF_INET, SOCK_DGRAM, 0);
  calm = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  pipe(ends);
}
void put_bad(void) {
  pthread_mutex_lock(&lock);
  team_put("a", 1, peer);
  pthread_mutex_unlock(&lock);
}
// CHECK: warning: {{.*}}'put_bad' talks to another machine ('team_put'
void datagram_ok(void) {
  pthread_mutex_lock(&lock);
  team_put("a", 1, gram);
  pthread_mutex_unlock(&lock);
}
void pipe_ok(void) {
  pthread_mutex_lock(&lock);
  team_put("a", 1, ends[1]);
  pthread_mutex_unlock(&lock);
}
void take_bad(char *text) {
  pthread_mutex_lock(&lock);
  team_take(text, gram);
  pthread_mutex_unlock(&lock);
}
// CHECK: warning: {{.*}}'take_bad' talks to another machine ('team_take'
void calm_ok(char *text) {
  pthread_mutex_lock(&lock);
  team_put("a", 1, calm);
  team_take(text, calm);
  pthread_mutex_unlock(&lock);
}
