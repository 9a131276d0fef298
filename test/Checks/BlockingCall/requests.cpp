// TELLS: peer_accept
// What is a request to stop, and what ends what a thread waits for.
// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
#include <atomic>
#include <condition_variable>
#include <fcntl.h>
#include <mutex>
#include <pthread.h>
#include <queue>
#include <stop_token>
#include <sys/socket.h>
#include <termios.h>
#include <thread>
#include <unistd.h>

// What a thread cannot see asks it nothing.
struct Report { int code; int parts[2]; };
struct LocalParts_bad {
  std::atomic<bool> stop{false};
  std::thread t{[this] { while (!stop) std::this_thread::yield(); }};
  ~LocalParts_bad() {
    Report r{};
    r.code = 1;
    r.parts[0] = 2;
    t.join(); // CHECK: :[[@LINE]]:{{.*}}nothing before it asks the thread to stop
  }
};
struct State { std::atomic<bool> stop{false}; };
struct OverPointer_ok {
  State s;
  std::thread t{[this] { while (!s.stop) std::this_thread::yield(); }};
  ~OverPointer_ok() {
    State *p = &s;
    p->stop = true;
    t.join();
  }
};
void captured_ok() {
  State s;
  std::thread t([&] { while (!s.stop) std::this_thread::yield(); });
  auto end = [&] {
    s.stop = true;
    t.join();
  };
  struct Guard {
    decltype(end) &f;
    ~Guard() { f(); }
  } g{end};
}

// A stop request ends no recv().
struct Receives_bad {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  std::jthread t{[this](std::stop_token s) {
    char b[16];
    while (!s.stop_requested())
      recv(fd, b, sizeof b, 0);
  }};
  ~Receives_bad() {
    t.request_stop();
    t.join(); // CHECK: :[[@LINE]]:{{.*}}although asked to stop
  }
};
struct CutsByCallback_ok {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  std::jthread t{[this](std::stop_token s) {
    std::stop_callback cut(s, [this] { shutdown(fd, SHUT_RDWR); });
    char b[16];
    while (!s.stop_requested())
      recv(fd, b, sizeof b, 0);
  }};
  ~CutsByCallback_ok() {
    t.request_stop();
    t.join();
  }
};
struct Polls_ok {
  std::jthread t{[](std::stop_token s) {
    while (!s.stop_requested())
      std::this_thread::yield();
  }};
  ~Polls_ok() {
    t.request_stop();
    t.join();
  }
};

// Nobody may ever type anything.
struct Serial_bad {
  int fd = open("/dev/ttyS0", O_RDWR | O_NOCTTY);
  std::atomic<bool> stop{false};
  std::thread t{[this] {
    char b[16];
    while (!stop)
      (void)!read(fd, b, sizeof b);
  }};
  ~Serial_bad() {
    stop = true;
    t.join(); // CHECK: :[[@LINE]]:{{.*}}although asked to stop {{.*}}reads what may never come
  }
};
struct Terminal_bad {
  int fd;
  std::atomic<bool> stop{false};
  std::thread t{[this] {
    char b[16];
    while (!stop)
      (void)!read(fd, b, sizeof b);
  }};
  explicit Terminal_bad(int fd) : fd(fd) {
    termios now;
    tcgetattr(fd, &now);
    tcsetattr(this->fd, TCSANOW, &now);
  }
  ~Terminal_bad() {
    stop = true;
    t.join(); // CHECK: :[[@LINE]]:{{.*}}although asked to stop {{.*}}reads what may never come
  }
};
struct File_ok {
  int fd = open("/tmp/log", O_RDWR);
  std::atomic<bool> stop{false};
  std::thread t{[this] {
    char b[16];
    while (!stop)
      (void)!read(fd, b, sizeof b);
  }};
  ~File_ok() {
    stop = true;
    t.join();
  }
};
extern "C" int peer_accept(void *);
struct Accepts_bad {
  std::atomic<bool> stop{false};
  std::thread t{[this] { while (!stop) peer_accept(this); }};
  ~Accepts_bad() {
    stop = true;
    t.join(); // CHECK: :[[@LINE]]:{{.*}}although asked to stop {{.*}}seems to wait
  }
};

extern "C" void peer_set_accept_state(void *);
struct SetsState_ok {
  std::atomic<bool> stop{false};
  std::thread t{[this] { while (!stop) peer_set_accept_state(this); }};
  ~SetsState_ok() {
    stop = true;
    t.join();
  }
};

// A wait that is woken looks at its own condition, and waits on.
struct Queue {
  std::mutex m;
  std::condition_variable cv;
  std::queue<int> q;
  int n = 0;
  bool stop = false;
  void end(std::thread &t) {
    {
      std::lock_guard<std::mutex> l(m);
      stop = true;
    }
    cv.notify_all();
    t.join();
  }
};
struct Empty_bad : Queue {
  std::thread t{[this] {
    while (!stop) {
      std::unique_lock<std::mutex> l(m);
      cv.wait(l, [this] { return !q.empty(); });
      q.pop();
    }
  }};
  ~Empty_bad() { end(t); } // CHECK: :[[@LINE]]:{{.*}}although asked to stop {{.*}}does not mention the request
};
struct Loop_bad : Queue {
  std::thread t{[this] {
    while (!stop) {
      std::unique_lock<std::mutex> l(m);
      while (q.empty())
        cv.wait(l);
      q.pop();
    }
  }};
  ~Loop_bad() { end(t); } // CHECK: :[[@LINE]]:{{.*}}although asked to stop {{.*}}does not mention the request
};
struct Counted_bad : Queue {
  bool ready() const { return n > 0; }
  std::thread t{[this] {
    while (!stop) {
      std::unique_lock<std::mutex> l(m);
      cv.wait(l, [this] { return ready(); });
    }
  }};
  ~Counted_bad() { end(t); } // CHECK: :[[@LINE]]:{{.*}}although asked to stop {{.*}}does not mention the request
};
struct Mentioned_ok : Queue {
  std::thread t{[this] {
    while (!stop) {
      std::unique_lock<std::mutex> l(m);
      cv.wait(l, [this] { return !q.empty() || n > 0 || stop; });
    }
  }};
  ~Mentioned_ok() { end(t); }
};
struct Sentinel_ok : Queue {
  std::thread t{[this] {
    for (;;) {
      std::unique_lock<std::mutex> l(m);
      cv.wait(l, [this] { return !q.empty(); });
      if (q.front() < 0)
        return;
      q.pop();
    }
  }};
  ~Sentinel_ok() {
    {
      std::lock_guard<std::mutex> l(m);
      q.push(-1);
    }
    cv.notify_all();
    t.join();
  }
};

// A thread that has said that it is done ends at once.
struct SaysDone_ok {
  std::atomic<bool> done{false};
  std::thread t{[this] {
    std::this_thread::yield();
    done = true;
  }};
  ~SaysDone_ok() {
    if (done)
      t.join();
    else
      t.detach();
  }
};
struct SaysBegun_bad {
  std::atomic<bool> running{false};
  void work();
  std::thread t{[this] {
    running = true;
    work();
  }};
  ~SaysBegun_bad() {
    if (running)
      t.join(); // CHECK: :[[@LINE]]:{{.*}}nothing before it asks the thread to stop
    else
      t.detach();
  }
};

// A thread of the project's own, which runs what it is given.
namespace own {
class Thread {
  typedef void (*Proc)(volatile bool *, void *);
  pthread_t handle{};
  Proc proc = nullptr;
  void *context = nullptr;
  volatile bool end = false;
  static void *run(void *arg) {
    Thread *self = static_cast<Thread *>(arg);
    self->proc(&self->end, self->context);
    return nullptr;
  }

public:
  void start(Proc p, void *c) {
    proc = p;
    context = c;
    pthread_create(&handle, nullptr, run, this);
  }
  void stop() {
    end = true;
    pthread_join(handle, nullptr);
  }
};
class Reader_bad {
  Thread thread;
  int fd;
  static void entry(volatile bool *end, void *self) {
    while (!*end)
      static_cast<Reader_bad *>(self)->once();
  }
  void once() {
    char c;
    recv(fd, &c, 1, 0);
  }

public:
  void open() { thread.start(entry, this); }
  ~Reader_bad() { thread.stop(); } // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}although asked to stop the thread's body, {{.*}} ('recv')
};
} // namespace own

// What the class below has joined before.
namespace below {
// A thread whose work a derived class has, and which may know that it has ended.
template <bool Knows> class Thread {
  pthread_t handle{};
  bool started = false;
  static void *run(void *self) {
    static_cast<Thread *>(self)->work();
    return nullptr;
  }

protected:
  volatile bool goes = true;

public:
  virtual void work() = 0;
  void start() { started = pthread_create(&handle, nullptr, run, this) == 0; }
  void stop() {
    if (Knows && !started)
      return;
    goes = false;
    pthread_join(handle, nullptr);
    if (Knows)
      started = false;
  }
  virtual ~Thread() { stop(); } // CHECK: :[[@LINE]]:{{.*}}warning: {{.*}}Thread<false>{{.*}}although asked to stop
};
template <bool Knows> class Reader : public Thread<Knows> {
protected:
  int fd = -1;

public:
  Reader() { this->start(); }
  void work() override {
    char c;
    while (this->goes)
      recv(fd, &c, 1, 0);
  }
};
template class Reader<true>;
template class Reader<false>;
class Reader_ok : public Reader<true> {
public:
  ~Reader_ok() override {
    shutdown(fd, SHUT_RDWR);
    stop();
  }
};
class Reader_bad : public Reader<false> {
public:
  ~Reader_bad() override { shutdown(fd, SHUT_RDWR); }
};
} // namespace below
