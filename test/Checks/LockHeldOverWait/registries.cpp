// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What a table's entries run is known where all of them are run.
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

struct Pool {
  std::vector<std::thread> threads;
  ~Pool() {
    for (std::thread &thread : threads)
      thread.join();
  }
};
struct Client {
  Pool *pool;
  static void end(void *of) { delete static_cast<Client *>(of)->pool; }
};
typedef void (*End)(void *);
using Guard = std::lock_guard<std::mutex>;

namespace inserted {
struct Entry {
  const char *name;
  End end;
};
std::unordered_map<void *, Entry> all;
std::mutex mutex;
void add(const char *name, void *of, End end) {
  Guard lock(mutex);
  all.insert({of, {name, end}});
}
void endAll_bad() {
  Guard lock(mutex);
  for (auto &entry : all)
    entry.second.end(entry.first); // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: 'inserted::mutex' is held while 'inserted::endAll_bad' waits for a thread
}
void use(Client *client) { add("client", client, &Client::end); }
} // namespace inserted

namespace pushed {
struct Entry {
  const char *name;
  End end;
};
std::vector<Entry> all;
std::mutex mutex;
void add(const char *name, End end) {
  Guard lock(mutex);
  all.push_back({name, end});
}
void endAll_bad(void *of) {
  Guard lock(mutex);
  for (Entry &entry : all)
    entry.end(of); // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: 'pushed::mutex' is held while 'pushed::endAll_bad' waits for a thread
}
void use() { add("client", &Client::end); }
} // namespace pushed

namespace bound {
struct Entry {
  const char *name;
  End end;
};
std::map<std::string, Entry> all;
std::mutex mutex;
void add(const char *name, End end) {
  Guard lock(mutex);
  all.insert(std::make_pair(name, Entry{name, end}));
}
void endAll_bad(void *of) {
  Guard lock(mutex);
  for (auto &[name, entry] : all)
    if (entry.end)
      entry.end(of); // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: 'bound::mutex' is held while 'bound::endAll_bad' waits for a thread
}
void use() { add("client", &Client::end); }
} // namespace bound

namespace emplaced {
std::map<void *, End> all;
std::mutex mutex;
void add(void *of, End end) {
  Guard lock(mutex);
  all.emplace(of, end);
}
void endAll_bad() {
  Guard lock(mutex);
  for (auto &entry : all)
    entry.second(entry.first); // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: 'emplaced::mutex' is held while 'emplaced::endAll_bad' waits for a thread
}
void use(Client *client) { add(client, &Client::end); }
} // namespace emplaced

namespace pairs {
std::map<void *, End> all;
std::mutex mutex;
void add(void *of, End end) {
  Guard lock(mutex);
  all.insert({of, end});
}
void endAll_bad() {
  Guard lock(mutex);
  for (auto &entry : all)
    entry.second(entry.first); // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: 'pairs::mutex' is held while 'pairs::endAll_bad' waits for a thread
}
void use(Client *client) { add(client, &Client::end); }
} // namespace pairs

// Which of them is run, nobody says.
namespace chosen {
struct Entry {
  const char *name;
  End end;
};
Entry all[4];
std::mutex mutex;
void forget(void *) {}
void add(int number, const char *name, End end) {
  Guard lock(mutex);
  all[number] = {name, end};
}
void endOne_ok(int number, void *of) {
  Guard lock(mutex);
  all[number].end(of);
}
void use() {
  add(0, "client", &Client::end);
  add(1, "nothing", &forget);
}
} // namespace chosen
