// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What a function gives, is the one global that it returns.
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <unistd.h>

using Handler = void (*)(int);

static std::map<std::string, Handler> &handlers() {
  static std::map<std::string, Handler> All;
  return All;
}
void add(const std::string &Name, Handler F) { handlers()[Name] = F; }

std::mutex Instances;
int Count = 0;
int count() {
  std::lock_guard<std::mutex> Hold(Instances);
  return Count;
}
void onMessage(int) { count(); }
void start() { add("message", &onMessage); }
void clear_bad() {
  std::lock_guard<std::mutex> Hold(Instances);
  // CHECK: [[@LINE+2]]:5: warning: deadlock: 'Instances', which is held here, is taken again
  for (auto &Each : handlers())
    Each.second(0);
  Count = 0;
}

struct State {
  std::function<void()> Ended;
  std::function<void()> Begun;
};
static State &state() {
  static State Only;
  return Only;
}
std::mutex Table;
void seldom() { std::lock_guard<std::mutex> Hold(Table); }
void setUp() {
  state().Ended = [] { sleep(3); };
  state().Begun = [] { Count = 1; };
}
void end_bad() {
  std::lock_guard<std::mutex> Hold(Table);
  // CHECK: [[@LINE+1]]:16: warning: 'Table' is held while 'end_bad' sleeps ('sleep') for up to 3 s
  state().Ended();
}
void begin_ok() {
  std::lock_guard<std::mutex> Hold(Table);
  state().Begun();
}

// Handed to a guard of the project's own.
#include <pthread.h>
class Hold {
  pthread_mutex_t &m;

public:
  explicit Hold(pthread_mutex_t &mutex) : m(mutex) { pthread_mutex_lock(&m); }
  ~Hold() { pthread_mutex_unlock(&m); }
};
static pthread_mutex_t &roster() {
  static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
  return m;
}
static pthread_t server;
static void *serve(void *) {
  Hold hold(roster());
  ++Count;
  return nullptr;
}
void start_ok() { pthread_create(&server, nullptr, serve, nullptr); }
void stop_bad() {
  Hold hold(roster());
  // CHECK: [[@LINE+1]]:3: warning: 'roster()::m' is held while 'stop_bad' waits for a thread to end {{.*}}; deadlock: the awaited thread needs the same lock
  pthread_join(server, nullptr);
}
