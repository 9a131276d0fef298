// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// A thread that is asked to stop, and asks a database meanwhile, hears nothing
// until that answers.

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>

extern "C" {
typedef struct st_mysql MYSQL;
int mysql_real_query(MYSQL *mysql, const char *query, unsigned long length);
void leveldb_compact_range(void *, const char *, unsigned long, const char *,
                           unsigned long);
typedef struct sqlite3 sqlite3;
int sqlite3_exec(sqlite3 *, const char *, int (*)(void *, int, char **, char **),
                 void *, char **);
}

#define RUNNER                                                                 \
  std::mutex Mutex;                                                            \
  std::condition_variable Wake;                                                \
  std::deque<std::string> Queue;                                               \
  bool Stopping = false;                                                       \
  bool next(std::string &One) {                                                \
    std::unique_lock<std::mutex> Lock(Mutex);                                  \
    Wake.wait(Lock, [this] { return Stopping || !Queue.empty(); });            \
    if (Stopping)                                                              \
      return false;                                                            \
    One = Queue.front();                                                       \
    Queue.pop_front();                                                         \
    return true;                                                               \
  }                                                                            \
  void stop() {                                                                \
    std::lock_guard<std::mutex> Lock(Mutex);                                   \
    Stopping = true;                                                           \
    Wake.notify_all();                                                         \
  }

class Remote_bad {
  RUNNER
  MYSQL *Handle = nullptr;
  std::thread T{[this] {
    std::string One;
    while (next(One))
      mysql_real_query(Handle, One.data(), One.size());
  }};

public:
  ~Remote_bad() {
    stop();
    T.join(); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: destructor 'Remote_bad::~Remote_bad' waits for a thread to end {{.*}} talks to a database ('mysql_real_query')
  }
};

class File_ok {
  RUNNER
  sqlite3 *Handle = nullptr;
  std::thread T{[this] {
    std::string One;
    while (next(One))
      sqlite3_exec(Handle, One.c_str(), nullptr, nullptr, nullptr);
  }};

public:
  ~File_ok() {
    stop();
    T.join();
  }
};

// An engine in the process, which works on its files.
class Engine_ok {
  RUNNER
  void *Engine = nullptr;
  std::thread T{[this] {
    std::string One;
    while (next(One))
      leveldb_compact_range(Engine, One.data(), One.size(), nullptr, 0);
  }};

public:
  ~Engine_ok() {
    stop();
    T.join();
  }
};
