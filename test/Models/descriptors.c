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
  - name: team_dial
    opens: {kind: socket, at: 1, polls: {arg: 0, equals: 1}}
  - name: team_tie
    opens: {kind: pipe, at: 0}
  - name: team_tune
    works_on: {arg: 1, kind: socket}
  - name: team_set
    unblocks: {of: 1, when: {arg: 0, equals: 7}, on: 2}
  - name: team_flags
    unblocks: {of: 0, on: 1, bits: 0x800}
  - name: team_error
    gives_errno: [42]

//--- a.c
#include <fcntl.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>
void team_put(const char *text, int length, int fd);
void team_take(char *text, int fd);
void team_dial(int calm, int *fd);
void team_tie(int *fds);
void team_tune(int level, int fd);
void team_set(int what, int fd, int *on);
void team_flags(int fd, int flags);
int flags_of(int fd);
int team_error(void);
int WSAGetLastError(void);
int ioctlsocket(int fd, long what, unsigned long *on);

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

static int dialed, quiet, tied[2], tuned, set, wide, windows;
void more(int fd) {
  int on = 1, off = 0;
  unsigned long yes = 1;
  team_dial(0, &dialed);
  team_dial(1, &quiet);
  team_tie(tied);
  tuned = fd;
  team_tune(1, tuned);
  set = wide = windows = fd;
  team_set(7, set, &on);
  int flags = flags_of(wide);
  team_flags(wide, flags | 0x800);
  ioctlsocket(windows, 0x8004667E, &yes);
  team_set(7, dialed, &off);
  team_set(6, dialed, &on);
}
void dialed_bad(void) {
  pthread_mutex_lock(&lock);
  write(dialed, "a", 1);
  pthread_mutex_unlock(&lock);
}
// CHECK: warning: {{.*}}'dialed_bad' talks to another machine ('write'
void tuned_bad(void) {
  pthread_mutex_lock(&lock);
  write(tuned, "a", 1);
  pthread_mutex_unlock(&lock);
}
// CHECK: warning: {{.*}}'tuned_bad' talks to another machine ('write'
void quiet_ok(void) {
  pthread_mutex_lock(&lock);
  team_put("a", 1, quiet);
  team_put("a", 1, tied[1]);
  team_put("a", 1, set);
  team_put("a", 1, wide);
  team_put("a", 1, windows);
  pthread_mutex_unlock(&lock);
}
void asked_ok(char *text) {
  pthread_mutex_lock(&lock);
  if (recv(peer, text, 1, 0) < 0 && team_error() == 42)
    text = 0;
  if (recv(peer, text, 1, 0) < 0 && WSAGetLastError() == 10035)
    text = 0;
  pthread_mutex_unlock(&lock);
}
void asked_bad(char *text) {
  pthread_mutex_lock(&lock);
  if (recv(peer, text, 1, 0) < 0 && team_error() == 11)
    text = 0;
  pthread_mutex_unlock(&lock);
}
// CHECK: warning: {{.*}}'asked_bad' talks to another machine ('recv'
