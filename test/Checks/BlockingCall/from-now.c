// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=gnu17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Deadlines that are the present time and some constants.
#include <pthread.h>
#include <semaphore.h>
#include <sys/time.h>
#include <time.h>

static sem_t s;
static pthread_mutex_t m;
static pthread_cond_t c;

static void second_bad(int *p) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  t.tv_sec += 1;
  sem_timedwait(&s, &t); // CHECK: :[[@LINE]]:{{.*}}'second_bad' waits for other threads {{.*}} for up to 1 s
}
static void moment_ok(int *p) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  t.tv_nsec += 3000000;
  if (t.tv_nsec >= 1000000000) {
    t.tv_sec++;
    t.tv_nsec -= 1000000000;
  }
  sem_timedwait(&s, &t);
}
static void carried_bad(int *p) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  t.tv_nsec += 300 * 1000 * 1000;
  t.tv_sec += t.tv_nsec / 1000000000;
  t.tv_nsec %= 1000000000;
  sem_timedwait(&s, &t); // CHECK: :[[@LINE]]:{{.*}}'carried_bad' waits for other threads {{.*}} for up to 300 ms
}
static void of_day_bad(int *p) {
  struct timeval now;
  struct timespec t;
  gettimeofday(&now, NULL);
  t.tv_sec = now.tv_sec + 5;
  t.tv_nsec = now.tv_usec * 1000;
  pthread_mutex_lock(&m);
  pthread_cond_timedwait(&c, &m, &t); // CHECK: :[[@LINE]]:{{.*}}'of_day_bad' waits for a condition {{.*}} for up to 5 s
  pthread_mutex_unlock(&m);
}
static void time_bad(int *p) {
  struct timespec t;
  t.tv_sec = time(NULL) + 2;
  t.tv_nsec = 0;
  sem_timedwait(&s, &t); // CHECK: :[[@LINE]]:{{.*}}'time_bad' waits for other threads {{.*}} for up to 2 s
}
void later(struct timespec *t);
static void filled_bad(int *p) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  later(&t);
  sem_timedwait(&s, &t); // CHECK: :[[@LINE]]:{{.*}}'filled_bad' waits for other threads {{.*}} until a deadline
}
static void given(int ms) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  t.tv_sec += ms / 1000;
  sem_timedwait(&s, &t);
}
static void given_bad(int *p) {
  given(*p); // CHECK: :[[@LINE]]:{{.*}}'given_bad' waits for other threads {{.*}} until a deadline
}

static void chained_bad(int *p) {
  struct timespec t;
  t.tv_sec = t.tv_nsec = 1;
  nanosleep(&t, NULL); // CHECK: :[[@LINE]]:{{.*}}'chained_bad' sleeps {{.*}} for up to 1001 ms
}
static void chained_ok(int *p) {
  struct timespec t;
  t.tv_sec = t.tv_nsec = 0;
  nanosleep(&t, NULL);
}

void use(void) {
  __attribute__((cleanup(second_bad))) int a = 0;
  __attribute__((cleanup(moment_ok))) int b = 0;
  __attribute__((cleanup(carried_bad))) int d = 0;
  __attribute__((cleanup(of_day_bad))) int e = 0;
  __attribute__((cleanup(time_bad))) int f = 0;
  __attribute__((cleanup(given_bad))) int g = 0;
  __attribute__((cleanup(filled_bad))) int h = 0;
  __attribute__((cleanup(chained_bad))) int i = 0;
  __attribute__((cleanup(chained_ok))) int j = 0;
}
