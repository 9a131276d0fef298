// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Which thread is waited for, and who can see what it is asked with.
#include <atomic>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <pthread.h>
#include <thread>
#include <unistd.h>
#include <vector>

struct Defer {
  std::function<void()> f;
  ~Defer() { f(); }
};
void localFlag_ok() {
  std::atomic<bool> stop{false};
  std::thread t([&] { while (!stop) std::this_thread::yield(); });
  Defer d{[&] {
    stop = true;
    t.join();
  }};
}
void noFlag_bad() {
  std::atomic<bool> stop{false};
  std::thread t([&] { while (!stop) std::this_thread::yield(); });
  Defer d{[&] {
    bool other = true;
    (void)other;
    t.join(); // CHECK: :[[@LINE]]:{{.*}}nothing before it asks the thread to stop
  }};
}

// Two structs have a field of that name.
struct Sampler { pthread_t thread; std::atomic<bool> stop; };
struct Reporter { pthread_t thread; };
void *sample(void *s) {
  while (!static_cast<Sampler *>(s)->stop) {}
  return nullptr;
}
void *report(void *) {
  for (;;)
    sleep(60);
}
void startSampler(Sampler *s) { pthread_create(&s->thread, nullptr, sample, s); }
void startReporter(Reporter *r) { pthread_create(&r->thread, nullptr, report, r); }
void endSampler_ok(Sampler **s) {
  (*s)->stop = true;
  pthread_join((*s)->thread, nullptr);
}
void uses(Sampler *given) { __attribute__((cleanup(endSampler_ok))) Sampler *s = given; }

// A thread that nobody waits for is another one.
class Detaches_ok {
  std::atomic<bool> stop{false};
  std::thread t{[this] { while (!stop) std::this_thread::yield(); }};

public:
  void log() { std::thread([] { for (;;) sleep(60); }).detach(); }
  ~Detaches_ok() {
    stop = true;
    t.join();
  }
};

// A cancelled thread ends where it sleeps.
void *sleeps(void *) {
  for (;;)
    sleep(60);
}
class Cancels_ok {
  pthread_t t;

public:
  Cancels_ok() { pthread_create(&t, nullptr, sleeps, nullptr); }
  ~Cancels_ok() {
    pthread_cancel(t);
    pthread_join(t, nullptr);
  }
};

// Elements that come from std::async wait when they end.
int work();
struct Results_bad {
  std::vector<std::future<int>> all;
  void go() { all.push_back(std::async(std::launch::async, work)); }
  ~Results_bad() {} // CHECK: :[[@LINE]]:{{.*}}'Results_bad::~Results_bad' waits for a result
};
void local_bad() {
  std::vector<std::future<int>> all; // CHECK: :[[@LINE]]:{{.*}}the end of 'all' waits for a result
  all.push_back(std::async(std::launch::async, work));
}
void awaited_ok() {
  std::vector<std::future<int>> all;
  all.push_back(std::async(std::launch::async, work));
  for (auto &f : all)
    f.get();
}
void promised_ok(std::promise<int> &p) {
  std::vector<std::future<int>> all;
  all.push_back(p.get_future());
}
