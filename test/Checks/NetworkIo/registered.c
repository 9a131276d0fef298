// RUN: not %cleanexit check --checks='cleanup-network-io' %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Functions that are put into a global by its address, or in place of a default.
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

struct transport { int fd; int (*end)(struct transport *, int timeout); };
static int tcp_end(struct transport *t, int timeout) {
  char bye[2] = {1, (char)timeout};
  send(t->fd, bye, sizeof bye, 0);
  return (int)recv(t->fd, bye, 1, 0);
}
static void transport_init(struct transport *t) {
  t->fd = socket(AF_INET, SOCK_STREAM, 0);
  t->end = tcp_end;
}
static struct transport reports;
static void close_bad(void) {
  reports.end(&reports, 5); // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: exit handler 'close_bad' talks to another machine
}

typedef void (*log_fn)(const char *);
static int peer = -1;
static void to_stderr(const char *s) { fputs(s, stderr); }
static void to_peer(const char *s) { send(peer, s, 1, 0); }
static log_fn current = to_stderr;
static log_fn silent = to_stderr;
void set_log(log_fn f) { current = f ? f : to_stderr; }
void set_silent(log_fn f) { silent = f ? f : to_stderr; }
static void logs_bad(void) {
  current("end"); // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: exit handler 'logs_bad' talks to another machine ('send')
}
static void logs_ok(void) { silent("end"); }

int main(void) {
  peer = socket(AF_INET, SOCK_STREAM, 0);
  transport_init(&reports);
  set_log(to_peer);
  set_silent(NULL);
  atexit(close_bad);
  atexit(logs_bad);
  atexit(logs_ok);
}
