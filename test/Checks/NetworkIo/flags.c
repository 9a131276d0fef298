// RUN: not %cleanexit check --checks='cleanup-network-io' %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Whether all of some bits are set, of a constant that the cleanup hands over.
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { NO_RECEIVE = 1, NO_SEND = 2, NO_NETWORK = NO_RECEIVE | NO_SEND };
static int line;

static void sign_off(void) {
  send(line, "BYE", 3, 0);
  char answer[8];
  recv(line, answer, sizeof answer, 0);
}

static void end(unsigned flags) {
  if ((flags & NO_NETWORK) != NO_NETWORK)
    sign_off();
  close(line);
}

static void quiet_ok(void) { end(NO_NETWORK); }

// CHECK: [[@LINE+1]]:30: warning: exit handler 'half_bad' talks to another machine
static void half_bad(void) { end(NO_RECEIVE); }

static void drop(unsigned flags) {
  if ((flags & NO_SEND) == NO_SEND)
    return;
  sign_off();
}
static void dropped_ok(void) { drop(NO_SEND | NO_RECEIVE); }

// CHECK: [[@LINE+1]]:33: warning: exit handler 'dropped_bad' talks to another machine
static void dropped_bad(void) { drop(0); }

int begin(void) {
  line = socket(AF_INET, SOCK_STREAM, 0);
  return atexit(quiet_ok) || atexit(half_bad) || atexit(dropped_ok) || atexit(dropped_bad);
}
