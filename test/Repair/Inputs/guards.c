// Guards of C, which a cleanup function ends.
#include <poll.h>
#include <pthread.h>
#include <stddef.h>

typedef struct {
  pthread_mutex_t *mutex;
} Guard;

static Guard guardLock(pthread_mutex_t *mutex) {
  Guard guard = {mutex};
  pthread_mutex_lock(mutex);
  return guard;
}
static void guardUnlock(Guard *guard) {
  if (!guard->mutex)
    return;
  pthread_mutex_unlock(guard->mutex);
  guard->mutex = NULL;
}

#define GUARD __attribute__((cleanup(guardUnlock), unused)) Guard

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int state;

int state_now_ok(void) {
  pthread_mutex_lock(&mutex);
  int now = state;
  pthread_mutex_unlock(&mutex);
  return now;
}

static int await(struct pollfd *fd) { return poll(fd, 1, -1); }

int asked_bad(struct pollfd *fd) {
  GUARD lock = guardLock(&mutex);
  state = 1;
  if (await(fd) < 0)
    goto failed;
  state = 2;
  return 0;
failed:
  state = 3;
  return -1;
}

int assigned_bad(struct pollfd *fd) {
  GUARD lock = guardLock(&mutex);
  int got;
  state = 1;
  got = await(fd);
  state = 2;
  return got;
}

// No guard, and the branch leaves with the lock.
int called_bad(struct pollfd *fd, int which) {
  int done = -1;
  pthread_mutex_lock(&mutex);
  switch (which) {
  case 1:
    if (await(fd) < 0)
      goto leave;
    break;
  }
  done = 0;
leave:
  pthread_mutex_unlock(&mutex);
  return done;
}

// What is jumped to is unlocked, too.
int labeled_bad(struct pollfd *fd) {
  GUARD lock = guardLock(&mutex);
  if (state)
    goto failed;
  state = 1;
  return 0;
failed:
  await(fd);
  state = 2;
  return -1;
}

// The guard is set later, and in turns around a loop.
int later_bad(struct pollfd *fd, int turns) {
  GUARD lock = {NULL};
  if (!fd)
    return -1;
  lock = guardLock(&mutex);
  if (!state)
    goto leave;
  while (turns-- > 0) {
    ++state;
    if (await(fd) < 0)
      continue;
    ++state;
  }
leave:
  state = 0;
  return 0;
}

// The block of a macro, with what waits as its last statement.
#define WITH_GUARD(MUTEX)                                                      \
  for (GUARD within = guardLock(MUTEX); within.mutex; guardUnlock(&within))

int block_bad(struct pollfd *fd) {
  int got = -1;
  WITH_GUARD(&mutex) {
    state = 1;
    got = await(fd);
  }
  return got;
}

// What takes the lock has another name than what gives it back.
static Guard objectGuard(pthread_mutex_t *object) { return guardLock(object); }
static void endGuard(Guard *guard) { guardUnlock(guard); }
#define AUTO __attribute__((cleanup(endGuard), unused)) Guard

int named_bad(struct pollfd *fd) {
  AUTO lock = objectGuard(&mutex);
  int got;
  state = 1;
  got = await(fd);
  return got;
}

void last_bad(struct pollfd *fd) {
  AUTO lock = objectGuard(&mutex);
  if (fd)
    await(fd);
}
