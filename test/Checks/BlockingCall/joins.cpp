// A join after a request to stop is silent, as long as nothing in the thread's
// body is deaf to it.
// RUN: %cleanexit check %s -- -std=c++20 > %t || true
// RUN: FileCheck %s < %t
// RUN: %cleanexit check %s --option=cleanup-blocking-call.Strict=true -- -std=c++20 > %t || true
// RUN: FileCheck --check-prefix=STRICT %s < %t
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <sys/socket.h>
#include <thread>

// CHECK: :[[#@LINE+3]]:{{.*}}'Unasked_bad::~Unasked_bad' {{.*}} nothing before it asks the thread to stop
struct Unasked_bad {
  std::thread t{[] { for (volatile int i = 0; i < 9; i = i + 1); }};
  ~Unasked_bad() { t.join(); }
};

// CHECK-NOT: 'Asked_ok
// STRICT: 'Asked_ok::~Asked_ok'
struct Asked_ok {
  std::atomic<bool> stop{false};
  std::thread t{[this] { while (!stop) std::this_thread::yield(); }};
  ~Asked_ok() {
    stop = true;
    t.join();
  }
};

// An atomic of one's own.
// CHECK-NOT: 'AskedByOwn_ok
// STRICT: 'AskedByOwn_ok::~AskedByOwn_ok'
template <class T> class Flag {
  volatile T value;

public:
  explicit Flag(T v) : value(v) {}
  void store(T v) { value = v; }
  Flag &operator=(T v) {
    store(v);
    return *this;
  }
  operator T() const { return value; }
};
struct AskedByOwn_ok {
  Flag<bool> stop{false};
  std::thread t{[this] { while (!stop) std::this_thread::yield(); }};
  ~AskedByOwn_ok() {
    stop = true;
    t.join();
  }
};

// CHECK: 'Receives_bad::~Receives_bad' {{.*}} although asked to stop {{.*}} talks to another machine ('recv')
struct Receives_bad {
  int fd = 0;
  std::atomic<bool> stop{false};
  std::thread t{[this] { run(); }};
  void run() {
    char c;
    while (!stop && ::recv(fd, &c, 1, 0) == 1)
      ;
  }
  ~Receives_bad() {
    stop = true;
    t.join();
  }
};

// CHECK-NOT: ShutsDown_ok
struct ShutsDown_ok {
  int fd = 0;
  std::atomic<bool> stop{false};
  std::thread t{[this] { run(); }};
  void run() {
    char c;
    while (!stop && ::recv(fd, &c, 1, 0) == 1)
      ;
  }
  ~ShutsDown_ok() {
    stop = true;
    ::shutdown(fd, SHUT_RDWR);
    t.join();
  }
};

// CHECK: 'Sleeps_bad::~Sleeps_bad' {{.*}} sleeps {{.*}} for 60 s at a time
struct Sleeps_bad {
  std::atomic<bool> stop{false};
  std::thread t{[this] { while (!stop) std::this_thread::sleep_for(std::chrono::minutes(1)); }};
  ~Sleeps_bad() {
    stop = true;
    t.join();
  }
};

// CHECK-NOT: Naps_ok
struct Naps_ok {
  std::atomic<bool> stop{false};
  std::thread t{[this] { while (!stop) std::this_thread::sleep_for(std::chrono::milliseconds(50)); }};
  ~Naps_ok() {
    stop = true;
    t.join();
  }
};

// CHECK: 'NotWoken_bad::~NotWoken_bad' {{.*}} waits for a condition
struct NotWoken_bad {
  std::mutex m;
  std::condition_variable cv;
  bool stop = false;
  std::thread t{[this] { run(); }};
  void run() {
    std::unique_lock<std::mutex> l(m);
    while (!stop)
      cv.wait(l);
  }
  ~NotWoken_bad() {
    stop = true;
    t.join();
  }
};

// CHECK-NOT: Woken_ok
struct Woken_ok {
  std::mutex m;
  std::condition_variable cv;
  bool stop = false;
  std::thread t{[this] { run(); }};
  void run() {
    std::unique_lock<std::mutex> l(m);
    while (!stop)
      cv.wait(l);
  }
  ~Woken_ok() {
    { std::lock_guard<std::mutex> l(m); stop = true; }
    cv.notify_all();
    t.join();
  }
};

// CHECK: 'Itself_bad::~Itself_bad' {{.*}} may run on the very thread that it waits for
struct Itself_bad : std::enable_shared_from_this<Itself_bad> {
  std::atomic<bool> stop{false};
  std::thread t;
  void start() {
    auto self = shared_from_this();
    t = std::thread([self] { while (!self->stop) std::this_thread::yield(); });
  }
  ~Itself_bad() {
    stop = true;
    t.join();
  }
};

// CHECK-NOT: AsksWhoRuns_ok
struct AsksWhoRuns_ok : std::enable_shared_from_this<AsksWhoRuns_ok> {
  std::atomic<bool> stop{false};
  std::thread t;
  void start() {
    auto self = shared_from_this();
    t = std::thread([self] { while (!self->stop) std::this_thread::yield(); });
  }
  ~AsksWhoRuns_ok() {
    stop = true;
    if (t.get_id() == std::this_thread::get_id())
      t.detach();
    else
      t.join();
  }
};

// CHECK: 'AtExit_bad::~AtExit_bad' {{.*}} at process exit{{.*}}(owner: 'atExit')
struct AtExit_bad {
  std::atomic<bool> stop{false};
  std::thread t{[this] { while (!stop) std::this_thread::yield(); }};
  ~AtExit_bad() {
    stop = true;
    t.join();
  }
};
static AtExit_bad atExit;

// CHECK: 'PerThread_bad::~PerThread_bad' {{.*}} at thread exit, {{.*}} (owner: 'perThread')
struct PerThread_bad {
  std::atomic<bool> stop{false};
  std::thread t{[this] { while (!stop) std::this_thread::yield(); }};
  ~PerThread_bad() {
    stop = true;
    t.join();
  }
};
static thread_local PerThread_bad perThread;

// How long a sleep between two looks at the flag is may be said elsewhere.
// CHECK: 'Hour_bad::~Hour_bad' {{.*}} sleeps {{.*}} for 3600 s at a time
struct Hour_bad {
  std::chrono::seconds every;
  std::atomic<bool> stop{false};
  std::thread t{[this] { while (!stop) std::this_thread::sleep_for(every); }};
  explicit Hour_bad(std::chrono::seconds s) : every(s) {}
  ~Hour_bad() {
    stop = true;
    t.join();
  }
};
Hour_bad *hourly() { return new Hour_bad(std::chrono::hours(1)); }
// CHECK-NOT: Nap_ok
struct Nap_ok {
  std::chrono::milliseconds every;
  std::atomic<bool> stop{false};
  std::thread t{[this] { while (!stop) std::this_thread::sleep_for(every); }};
  explicit Nap_ok(std::chrono::milliseconds s) : every(s) {}
  ~Nap_ok() {
    stop = true;
    t.join();
  }
};
Nap_ok *often() { return new Nap_ok(std::chrono::milliseconds(20)); }

// A thread that looks for a moment whether there is anything before it reads.
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>
// CHECK: 'Reads_bad::~Reads_bad' {{.*}} reads what may never come
struct Reads_bad {
  int fd = inotify_init();
  std::atomic<bool> stop{false};
  std::thread t{[this] {
    char b[64];
    while (!stop)
      read(fd, b, sizeof b);
  }};
  ~Reads_bad() {
    stop = true;
    t.join();
  }
};
// CHECK-NOT: LooksFirst_ok
struct LooksFirst_ok {
  int fd = inotify_init();
  std::atomic<bool> stop{false};
  std::thread t{[this] {
    char b[64];
    while (!stop) {
      pollfd p{fd, POLLIN, 0};
      if (poll(&p, 1, 200) > 0)
        read(fd, b, sizeof b);
    }
  }};
  ~LooksFirst_ok() {
    stop = true;
    t.join();
  }
};
// A function that is nowhere seen and whose name means many things.
struct Filter {
  bool accept(int socket);
};
struct Filters_ok {
  Filter filter;
  std::atomic<bool> stop{false};
  std::thread t{[this] { while (!stop) filter.accept(0); }};
  ~Filters_ok() {
    stop = true;
    t.join();
  }
};

// A thread class of the project, whose join waits for a condition first.
class Thread {
  std::mutex m;
  std::condition_variable ended;
  bool done = false;
  std::thread t;

public:
  template <class F> void start(F f) {
    t = std::thread([this, f] {
      f();
      std::lock_guard<std::mutex> l(m);
      done = true;
      ended.notify_all();
    });
  }
  void join() {
    std::unique_lock<std::mutex> l(m);
    ended.wait(l, [this] { return done; });
    l.unlock();
    t.join();
  }
};
// CHECK-NOT: Wrapped_ok
struct Wrapped_ok {
  std::atomic<bool> stop{false};
  Thread t;
  Wrapped_ok() {
    t.start([this] { while (!stop) std::this_thread::yield(); });
  }
  ~Wrapped_ok() {
    stop = true;
    t.join();
  }
};
// CHECK: 'Idle_bad::~Idle_bad' waits for a condition
struct Idle_bad {
  std::mutex m;
  std::condition_variable idle;
  bool busy = false;
  std::atomic<bool> stop{false};
  std::thread t{[this] { while (!stop) std::this_thread::yield(); }};
  ~Idle_bad() { end(); }
  void end() {
    std::unique_lock<std::mutex> l(m);
    while (busy)
      idle.wait(l);
    l.unlock();
    stop = true;
    t.join();
  }
};
