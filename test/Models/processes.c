// RUN: split-file %s %t
// RUN: %cleanexit models --check %t/team.yaml
// RUN: not %cleanexit check --models=%t/team.yaml %t/a.c -- -std=gnu17 > %t/out
// RUN: grep -E '^[^ ]+: warning: ' %t/out | FileCheck %s --implicit-check-not=warning:
// A library of one's own kills processes, too, and waits for them.

//--- team.yaml
library: team
functions:
  - name: team_end
    kills: {of: 1, when: {arg: 0, equals: 1}}
  - name: team_finish
    kills: 0
  - name: team_wait
    does: wait-process
    why: "it waits until the process has ended"

//--- a.c
#include <pthread.h>
#include <sys/types.h>
void team_end(int hard, pid_t pid);
void team_finish(pid_t pid);
void team_wait(pid_t pid);
static pthread_mutex_t lock;
void hard_ok(pid_t pid) {
  pthread_mutex_lock(&lock);
  team_end(1, pid);
  team_wait(pid);
  pthread_mutex_unlock(&lock);
}
void finish_ok(pid_t pid) {
  pthread_mutex_lock(&lock);
  team_finish(pid);
  team_wait(pid);
  pthread_mutex_unlock(&lock);
}
void soft_bad(pid_t pid) {
  pthread_mutex_lock(&lock);
  team_end(0, pid);
  team_wait(pid); // CHECK: warning: {{.*}}'soft_bad' waits for a process
  pthread_mutex_unlock(&lock);
}
static int children;
int children_ok(void) {
  pthread_mutex_lock(&lock);
  int now = children;
  pthread_mutex_unlock(&lock);
  return now;
}
