// Functions that free an object, and wait.
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>

struct child {
  pid_t pid;
  char *name;
};

void child_wait(struct child *c);
void child_free(struct child *c);
void helper_free(struct child *c);

void child_wait(struct child *c) { waitpid(c->pid, NULL, 0); }

void child_free(struct child *c) {
  if (!c)
    return;
  free(c->name);
  if (c->pid > 0)
    child_wait(c);
  free(c);
}
static void auto_child_free(struct child **c) { child_free(*c); }

static void pid_wait(pid_t pid) { waitpid(pid, NULL, 0); }

void helper_free(struct child *c) {
  if (!c)
    return;
  if (c->pid > 0) {
    pid_wait(c->pid); // reaped
    c->pid = 0;
  }
  free(c->name);
  free(c);
}
static void auto_helper_free(struct child **c) { helper_free(*c); }

struct child *start(void);
void use(struct child *c);

void called_bad(void) {
  __attribute__((cleanup(auto_child_free))) struct child *c = start();
  use(c);
}

void moved_bad(void) {
  __attribute__((cleanup(auto_helper_free))) struct child *c = start();
  use(c);
}
