// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A struct, as C has it, keeps its threads, and functions start and join them.
#include <deque>
#include <pthread.h>
#include <vector>

struct Pool {
  pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t Ready = PTHREAD_COND_INITIALIZER;
  std::deque<int> Tasks;
  bool Over = false;
  std::vector<pthread_t> Ids;
};
static void *runPool(void *Arg) {
  Pool *P = static_cast<Pool *>(Arg);
  while (!P->Over) {
    pthread_mutex_lock(&P->Lock);
    while (P->Tasks.empty())
      pthread_cond_wait(&P->Ready, &P->Lock);
    P->Tasks.pop_front();
    pthread_mutex_unlock(&P->Lock);
  }
  return nullptr;
}
static void growPool(Pool *P) {
  pthread_t Id;
  if (pthread_create(&Id, nullptr, runPool, P) == 0)
    P->Ids.push_back(Id);
}
static void endPool(Pool *P) {
  P->Over = true;
  for (pthread_t Id : P->Ids)
    pthread_join(Id, nullptr);
}
class Node_bad {
  Pool *Of;

public:
  Node_bad() : Of(new Pool) { growPool(Of); }
  // CHECK: [[@LINE+1]]:17: warning: destructor 'Node_bad::~Node_bad' waits for a thread to end ('pthread_join') with no bound, and although asked to stop the thread's body, 'runPool', waits for a condition
  ~Node_bad() { endPool(Of); }
};

struct Crew {
  pthread_mutex_t Guard = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t Work = PTHREAD_COND_INITIALIZER;
  std::deque<int> Jobs;
  bool Done = false;
  std::vector<pthread_t> Members;
};
static void *runCrew(void *Arg) {
  Crew *C = static_cast<Crew *>(Arg);
  pthread_mutex_lock(&C->Guard);
  while (!C->Done) {
    while (C->Jobs.empty() && !C->Done)
      pthread_cond_wait(&C->Work, &C->Guard);
    if (!C->Jobs.empty())
      C->Jobs.pop_front();
  }
  pthread_mutex_unlock(&C->Guard);
  return nullptr;
}
static void growCrew(Crew *C) {
  pthread_t Id;
  if (pthread_create(&Id, nullptr, runCrew, C) == 0)
    C->Members.push_back(Id);
}
static void endCrew(Crew *C) {
  pthread_mutex_lock(&C->Guard);
  C->Done = true;
  pthread_cond_broadcast(&C->Work);
  pthread_mutex_unlock(&C->Guard);
  for (pthread_t Id : C->Members)
    pthread_join(Id, nullptr);
}
class Ship_ok {
  Crew *Of;

public:
  Ship_ok() : Of(new Crew) { growCrew(Of); }
  ~Ship_ok() { endCrew(Of); }
};
