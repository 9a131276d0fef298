// Known to be wrong: FN_ is missed, FP_ is false.
// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
#include <cerrno>
#include <pthread.h>
#include <semaphore.h>
#include <sys/socket.h>
#include <unistd.h>

// Says as its first act that it has begun; what is cast in place has no class.
struct Reader {
  pthread_mutex_t lock;
  pthread_t thread;
  sem_t begun;
};
static void *read_all(void *arg) {
  sem_post(&static_cast<Reader *>(arg)->begun);
  sleep(100);
  return nullptr;
}
void FP_begin(Reader *r) {
  pthread_mutex_lock(&r->lock);
  if (pthread_create(&r->thread, nullptr, read_all, r) == 0)
    // CHECK: :[[@LINE+1]]:{{.*}}warning: 'lock' of an argument is held while 'FP_begin'
    sem_wait(&r->begun);
  pthread_mutex_unlock(&r->lock);
}

// A comparison that is returned at once.
struct Alone {
  pthread_mutex_t lock;
  int fd;
};
static bool would_block() { return errno == EAGAIN; }
long asked_ok(Alone *a, char *buffer) {
  pthread_mutex_lock(&a->lock);
  long got = recv(a->fd, buffer, 1, 0);
  if (got < 0 && would_block())
    got = 0;
  pthread_mutex_unlock(&a->lock);
  return got;
}

// Two orders, by a callback that another object of the class has otherwise.
#include <functional>
#include <mutex>
#include <utility>
class Cache {
  std::mutex io;
  std::function<int(int)> weigh;
  int sum = 0;
  int asked(int n) { return weigh(n); }

public:
  explicit Cache(std::function<int(int)> w) : weigh(std::move(w)) {}
  void FN_put(int n) {
    std::lock_guard<std::mutex> hold(io);
    sum += asked(n);
  }
  void clear() {
    std::lock_guard<std::mutex> hold(io);
    sum = 0;
  }
};
class Desk {
  std::mutex desk;
  int scale = 0;
  Cache cache{[this](int n) { return weight(n); }};

public:
  int weight(int n) {
    std::lock_guard<std::mutex> hold(desk);
    return n * scale;
  }
  void rescale(int n) {
    std::lock_guard<std::mutex> hold(desk);
    scale = n;
    cache.clear();
  }
  void put(int n) { cache.FN_put(n); }
};
class Plain {
  Cache cache{[](int n) { return n; }};

public:
  void put(int n) { cache.FN_put(n); }
};

// A terminal's VTIME, in tenths of a second.
#include <fcntl.h>
#include <termios.h>
class Serial {
  int fd = -1, count = 0;
  std::mutex mutex;

public:
  explicit Serial(const char *name) : fd(open(name, O_RDWR | O_NOCTTY)) {
    termios t{};
    tcgetattr(fd, &t);
    cfmakeraw(&t);
    t.c_cc[VMIN] = 0;
    t.c_cc[VTIME] = 250;
    tcsetattr(fd, TCSANOW, &t);
  }
  char FN_get() {
    char c = 0;
    std::lock_guard<std::mutex> hold(mutex);
    read(fd, &c, 1);
    return c;
  }
  void add(int n) {
    std::lock_guard<std::mutex> hold(mutex);
    count += n;
  }
  int all() {
    std::lock_guard<std::mutex> hold(mutex);
    return count;
  }
};
