// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A copy that is swapped in ends what was there before: in a local that was just made,
// nothing. What an object was made with does not come back for its lock.
#include <map>
#include <mutex>
#include <thread>
#include <utility>

struct Source {
  int refs = 0;
  std::thread thread;
  void release() {
    if (--refs == 0)
      delete this;
  }
  ~Source() { thread.join(); }
};
class Ref {
public:
  Ref() = default;
  explicit Ref(Source *of) : source(of) { ++source->refs; }
  Ref(const Ref &other) : source(other.source) {
    if (source)
      ++source->refs;
  }
  Ref &operator=(Ref other) noexcept {
    std::swap(source, other.source);
    return *this;
  }
  ~Ref() {
    if (source)
      source->release();
  }

private:
  Source *source = nullptr;
};
class Streams {
public:
  int size_ok() {
    std::lock_guard<std::mutex> lock(mutex);
    return all.size();
  }
  void add_ok(int key, Ref of) {
    std::lock_guard<std::mutex> lock(mutex);
    all.emplace(key, std::move(of));
  }
  void drop_ok(int key) {
    Ref unused;
    std::lock_guard<std::mutex> lock(mutex);
    auto found = all.find(key);
    if (found == all.end())
      return;
    unused = found->second;
  }
  void replace_bad(int key, Ref by) {
    std::lock_guard<std::mutex> lock(mutex);
    all[key] = by; // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: 'mutex' is held while 'Streams::replace_bad' waits for a thread
  }

private:
  std::mutex mutex;
  std::map<int, Ref> all;
};

struct Table {
  void (*process)(Table *of, float *to);
  int channels;
};
class Host_ok {
public:
  Host_ok(Table *plugin) : plugin(plugin) { update(); }
  void play() {
    std::lock_guard<std::mutex> lock(mutex);
    plugin->process(plugin, to);
  }
  void update() {
    std::lock_guard<std::mutex> lock(mutex);
    channels = plugin->channels;
  }

private:
  Table *plugin;
  std::mutex mutex;
  int channels = 0;
  float to[8];
};
