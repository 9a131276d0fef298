// RUN: not %cleanexit check %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// RUN: not %cleanexit check --option=cleanup-blocking-call.Strict=true %s -- -std=gnu17 > %t.strict
// RUN: FileCheck %s --check-prefix=STRICT < %t.strict
// A process that was killed is only reaped.
#include <pthread.h>
#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static void killed_ok(pid_t *pid) {
  int status;
  if (*pid > 0 && waitpid(*pid, &status, WNOHANG) == 0) {
    kill(*pid, SIGKILL);
    while (waitpid(*pid, &status, 0) == -1) // STRICT: :[[@LINE]]:{{.*}}'killed_ok' waits for a process
      ;
  }
}
static void asked_bad(pid_t *pid) {
  kill(*pid, SIGTERM);
  waitpid(*pid, 0, 0); // CHECK: :[[@LINE]]:{{.*}}warning: cleanup function 'asked_bad' waits for a process
}
static pid_t other;
static void other_bad(pid_t *pid) {
  kill(other, SIGKILL);
  waitpid(*pid, 0, 0); // CHECK: :[[@LINE]]:{{.*}}warning: cleanup function 'other_bad' waits for a process
}
pid_t start(void);
int work(void) {
  __attribute__((cleanup(killed_ok))) pid_t a = start();
  __attribute__((cleanup(asked_bad))) pid_t b = start();
  __attribute__((cleanup(other_bad))) pid_t c = start();
  return a + b + c;
}

static pthread_mutex_t mutex;
void stop_ok(pid_t pid) {
  pthread_mutex_lock(&mutex);
  kill(pid, SIGKILL);
  waitpid(pid, 0, 0);
  pthread_mutex_unlock(&mutex);
}
void stop_bad(pid_t pid) {
  pthread_mutex_lock(&mutex);
  kill(pid, SIGTERM);
  waitpid(pid, 0, 0); // CHECK: :[[@LINE]]:{{.*}}warning: 'mutex' is held while 'stop_bad' waits for a process
  pthread_mutex_unlock(&mutex);
}
int is_other_ok(pid_t pid) {
  pthread_mutex_lock(&mutex);
  int is = other == pid;
  pthread_mutex_unlock(&mutex);
  return is;
}

// The child is waited for by a helper.
static int reap(pid_t pid) {
  int status;
  return waitpid(pid, &status, 0);
}
static void kill_and_reap(pid_t *pid) {
  kill(*pid, SIGKILL);
  reap(*pid);
}
void by_helper_ok(void) {
  __attribute__((cleanup(kill_and_reap))) pid_t pid = fork();
}
static pid_t parent;
static void kill_another(pid_t *pid) {
  kill(parent, SIGKILL);
  reap(*pid); // CHECK: :[[@LINE]]:{{.*}}warning: cleanup function 'kill_another' waits for a process
}
void by_helper_bad(void) {
  __attribute__((cleanup(kill_another))) pid_t pid = fork();
}

// A child that only forks again is gone at once.
#include <stdlib.h>
static void daemon_ok(pid_t *unused) {
  pid_t pid = fork();
  if (pid == 0) {
    if (fork() == 0) {
      execl("/bin/true", "true", (char *)NULL);
      _exit(1);
    }
    _exit(0);
  }
  waitpid(pid, NULL, 0);
}
static void daemon_by_switch_ok(pid_t *unused) {
  pid_t outer, inner;
  outer = fork();
  switch (outer) {
  case 0:
    switch (inner = fork()) {
    case 0:
      execl("/bin/true", "true", (char *)NULL);
      exit(1);
    default:
      break;
    }
    exit(0);
  case -1:
    break;
  default:
    waitpid(outer, NULL, 0);
    break;
  }
}
static void child_bad(pid_t *unused) {
  pid_t pid = fork();
  if (pid == 0) {
    execl("/bin/true", "true", (char *)NULL);
    _exit(1);
  }
  waitpid(pid, NULL, 0); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}'child_bad' waits for a process
}
void forks(void) {
  __attribute__((cleanup(daemon_ok))) pid_t a = 0;
  __attribute__((cleanup(daemon_by_switch_ok))) pid_t c = 0;
  __attribute__((cleanup(child_bad))) pid_t b = 0;
}

// Two children, of which each does something.
static void children_bad(pid_t *unused) {
  pid_t a = fork();
  if (a == 0) {
    execl("/bin/true", "true", (char *)NULL);
    _exit(1);
  }
  pid_t b = fork();
  if (b == 0) {
    execl("/bin/true", "true", (char *)NULL);
    _exit(1);
  }
  waitpid(a, NULL, 0); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}'children_bad' waits for a process
}
static void maybe_bad(pid_t *pid) {
  if (*pid > 100)
    kill(*pid, SIGKILL);
  waitpid(*pid, NULL, 0); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}'maybe_bad' waits for a process
}
void forks_again(void) {
  __attribute__((cleanup(children_bad))) pid_t a = 0;
  __attribute__((cleanup(maybe_bad))) pid_t b = 0;
}

// Wrappers that try again after EINTR.
static int killAgain(pid_t pid, int signal) {
  int result;
  do
    result = kill(pid, signal);
  while (result == -1 && errno == EINTR);
  return result;
}
static int killIf(pid_t pid, int wanted) {
  if (wanted)
    return kill(pid, SIGKILL);
  return 0;
}
static void wrapped_ok(pid_t *pid) {
  killAgain(*pid, SIGKILL);
  waitpid(*pid, NULL, 0);
}
static void wrapped_bad(pid_t *pid) {
  killAgain(*pid, SIGTERM);
  waitpid(*pid, NULL, 0); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}'wrapped_bad' waits for a process
}
static void killed_maybe_bad(pid_t *pid) {
  killIf(*pid, *pid > 100);
  waitpid(*pid, NULL, 0); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}'killed_maybe_bad' waits for a process
}
void forks_wrapped(void) {
  __attribute__((cleanup(wrapped_ok))) pid_t a = 0;
  __attribute__((cleanup(wrapped_bad))) pid_t b = 0;
  __attribute__((cleanup(killed_maybe_bad))) pid_t c = 0;
}

// The group that a child leads, where children lead groups.
void leads(void) { setpgid(0, 0); }
static void group_ok(pid_t *pid) {
  kill(-*pid, SIGKILL);
  waitpid(*pid, NULL, 0);
}
static void group_bad(pid_t *pid) {
  kill(-*pid, SIGTERM);
  waitpid(*pid, NULL, 0); // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}'group_bad' waits for a process
}
void forks_groups(void) {
  __attribute__((cleanup(group_ok))) pid_t a = 0;
  __attribute__((cleanup(group_bad))) pid_t b = 0;
}
