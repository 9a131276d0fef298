// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A mutex that is there to do one exchange after the other, and one that others
// want for something quick.
#include <mutex>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

class Session {
  std::mutex m_;
  int fd_;

public:
  void put_ok(const std::string &s) {
    std::lock_guard<std::mutex> l(m_);
    send(fd_, s.data(), s.size(), 0);
  }
  void get_ok(char *into, size_t n) {
    std::lock_guard<std::mutex> l(m_);
    recv(fd_, into, n, 0);
  }
  void ask_ok(const std::string &s, char *into, size_t n) {
    std::lock_guard<std::mutex> l(m_);
    send(fd_, s.data(), s.size(), 0);
    recv(fd_, into, n, 0);
  }
};

class Client {
  std::mutex m_;
  int fd_;
  int sent_ = 0;

public:
  void put_bad(const std::string &s) {
    std::lock_guard<std::mutex> l(m_);
    send(fd_, s.data(), s.size(), 0); // CHECK: :[[@LINE]]:{{.*}}warning: 'm_' is held
    ++sent_;
  }
  void get_bad(char *into, size_t n) {
    std::lock_guard<std::mutex> l(m_);
    recv(fd_, into, n, 0); // CHECK: :[[@LINE]]:{{.*}}warning: 'm_' is held
  }
  int sent_ok() {
    std::lock_guard<std::mutex> l(m_);
    return sent_;
  }
};

class Pair {
  std::mutex m_;
  int fd_;

public:
  void put_bad(const std::string &s) {
    std::lock_guard<std::mutex> l(m_);
    send(fd_, s.data(), s.size(), 0); // CHECK: :[[@LINE]]:{{.*}}warning: 'm_' is held
  }
  void get_bad(char *into, size_t n) {
    std::lock_guard<std::mutex> l(m_);
    recv(fd_, into, n, 0); // CHECK: :[[@LINE]]:{{.*}}warning: 'm_' is held
  }
};

// Of one or two that nobody else waits for: what is far away.
static void sendAll(int fd) { send(fd, "?", 1, 0); }
static void greet(int fd) { sendAll(fd); }
class FarPair {
  std::mutex m_;
  int fd_;
  void hello() { greet(fd_); }

public:
  void say_ok() {
    std::lock_guard<std::mutex> l(m_);
    hello();
  }
  void repeat_ok() {
    std::lock_guard<std::mutex> l(m_);
    hello();
    hello();
  }
};
class Lone {
  std::mutex m_;
  int fd_;
  void hello() { greet(fd_); }

public:
  void far_ok() {
    std::lock_guard<std::mutex> l(m_);
    hello();
  }
};
class LoneAndNear {
  std::mutex m_;
  int fd_;

public:
  void near_bad() {
    std::lock_guard<std::mutex> l(m_);
    sendAll(fd_); // CHECK: :[[@LINE]]:{{.*}}warning: 'm_' is held
  }
};

// A base has the lock, and another of its classes takes it as well.
struct Locked {
  std::mutex base_;
  int fd_;
};
struct Slow : Locked {
  void say_bad() {
    std::lock_guard<std::mutex> l(base_);
    greetAll(); // CHECK: :[[@LINE]]:{{.*}}warning: 'base_' is held
  }
  void greetAll() { greet(fd_); }
};
template <class T> struct Cell {
  std::mutex cell_;
  int fd_;
  T value_;
  void all() { greet(fd_); }
};
void say_bad(Cell<int> &c) {
  std::lock_guard<std::mutex> l(c.cell_);
  c.all(); // CHECK: :[[@LINE]]:{{.*}}warning: 'cell_' of an argument is held
}
char value_ok(Cell<char> &c) {
  std::lock_guard<std::mutex> l(c.cell_);
  return c.value_;
}
int fd_ok(Locked &l) {
  std::lock_guard<std::mutex> held(l.base_);
  return l.fd_;
}

// A mutex that has its handle from a base is a lock of whose member it is.
#include <pthread.h>
class Handle {
protected:
  pthread_mutex_t handle_;
};
class FastMutex : Handle {
public:
  void lock() { pthread_mutex_lock(&handle_); }
  void unlock() { pthread_mutex_unlock(&handle_); }
};
class Quick {
  FastMutex m_;
  int n_ = 0;

public:
  int get_ok() {
    std::lock_guard<FastMutex> l(m_);
    return n_;
  }
};
class Exchange {
  FastMutex m_;
  int fd_;

public:
  void put_ok(const std::string &s) {
    std::lock_guard<FastMutex> l(m_);
    send(fd_, s.data(), s.size(), 0);
  }
  void get_ok(char *into, size_t n) {
    std::lock_guard<FastMutex> l(m_);
    recv(fd_, into, n, 0);
  }
  void ping_ok() {
    std::lock_guard<FastMutex> l(m_);
    send(fd_, "?", 1, 0);
  }
};

// A global: if all wait.
static std::mutex all_wait, some_wait;
static int spoken;
void shout_ok(int fd) {
  std::lock_guard<std::mutex> l(all_wait);
  send(fd, "!", 1, 0);
}
void listen_ok(int fd, char *into) {
  std::lock_guard<std::mutex> l(all_wait);
  recv(fd, into, 1, 0);
}
void ping_ok(int fd) {
  std::lock_guard<std::mutex> l(all_wait);
  send(fd, "?", 1, 0);
}
void shout_bad(int fd) {
  std::lock_guard<std::mutex> l(some_wait);
  send(fd, "!", 1, 0); // CHECK: :[[@LINE]]:{{.*}}warning: 'some_wait' is held
}
void whisper_bad(int fd) {
  std::lock_guard<std::mutex> l(some_wait);
  send(fd, ".", 1, 0); // CHECK: :[[@LINE]]:{{.*}}warning: 'some_wait' is held
}
void ask_bad(int fd) {
  std::lock_guard<std::mutex> l(some_wait);
  send(fd, "?", 1, 0); // CHECK: :[[@LINE]]:{{.*}}warning: 'some_wait' is held
}
int spoken_ok() {
  std::lock_guard<std::mutex> l(some_wait);
  return spoken;
}

// Five of eight: whoever takes it knows.
class Station {
  std::mutex m_;
  int fd_;
  int sent_ = 0, failed_ = 0;
  bool closed_ = false;

public:
  void put_ok(const std::string &s) {
    std::lock_guard<std::mutex> l(m_);
    send(fd_, s.data(), s.size(), 0);
  }
  void get_ok(char *into, size_t n) {
    std::lock_guard<std::mutex> l(m_);
    recv(fd_, into, n, 0);
  }
  void ping_ok() {
    std::lock_guard<std::mutex> l(m_);
    send(fd_, "?", 1, 0);
  }
  void leave_ok() {
    std::lock_guard<std::mutex> l(m_);
    send(fd_, "!", 1, 0);
    closed_ = true;
  }
  void pause_ok() {
    std::lock_guard<std::mutex> l(m_);
    usleep(500000);
  }
  int sent_ok() {
    std::lock_guard<std::mutex> l(m_);
    return sent_;
  }
  int failed_ok() {
    std::lock_guard<std::mutex> l(m_);
    return failed_;
  }
  bool closed_ok() {
    std::lock_guard<std::mutex> l(m_);
    return closed_;
  }
  // What never ends is nothing that anybody wants.
  void again_bad() {
    std::lock_guard<std::mutex> l(m_);
    ping_ok(); // CHECK: :[[@LINE]]:{{.*}}warning: deadlock: 'm_'
  }
};

// The lock of another class is counted with those of that class.
struct Wire {
  std::mutex m_;
  int fd_;
  void put_ok(const char *s, size_t n) {
    std::lock_guard<std::mutex> l(m_);
    send(fd_, s, n, 0);
  }
  void get_ok(char *into, size_t n) {
    std::lock_guard<std::mutex> l(m_);
    recv(fd_, into, n, 0);
  }
};

struct Pump {
  Wire wire_;
  void run_ok() {
    std::lock_guard<std::mutex> l(wire_.m_);
    usleep(500000);
  }
};

// One function that is called with three constants is one that takes the lock.
class Modes {
  std::mutex lock_;
  int fd_ = -1, last_ = 0;
  void say(int mode) {
    std::lock_guard held(lock_);
    if (mode == 1)
      last_ = 1;
    if (mode == 2)
      last_ = 2;
    char c;
    ::recv(fd_, &c, 1, 0); // CHECK: :[[@LINE]]:{{.*}}warning: 'lock_' is held
  }

public:
  void one() { say(1); }
  void two() { say(2); }
  void three() { say(3); }
};

// Three that wait among twelve know what they do; among thirteen they forgot.
#define QUICK(N)                                                               \
  int quick##N() {                                                             \
    std::lock_guard<std::mutex> l(m_);                                         \
    return n_ + N;                                                             \
  }
#define NINE                                                                   \
  QUICK(1) QUICK(2) QUICK(3) QUICK(4) QUICK(5) QUICK(6)                        \
  QUICK(7) QUICK(8) QUICK(9)
class Quay {
  std::mutex m_;
  int fd_, n_ = 0;

public:
  NINE
  void load_ok() {
    std::lock_guard<std::mutex> l(m_);
    send(fd_, "l", 1, 0);
  }
  void unload_ok() {
    std::lock_guard<std::mutex> l(m_);
    send(fd_, "u", 1, 0);
  }
  void moor_ok() {
    std::lock_guard<std::mutex> l(m_);
    send(fd_, "m", 1, 0);
  }
};
class Market {
  std::mutex m_;
  int fd_, n_ = 0;

public:
  NINE
  QUICK(10)
  void buy_bad() {
    std::lock_guard<std::mutex> l(m_);
    send(fd_, "b", 1, 0); // CHECK: :[[@LINE]]:{{.*}}warning: 'm_' is held
  }
  void sell_bad() {
    std::lock_guard<std::mutex> l(m_);
    send(fd_, "s", 1, 0); // CHECK: :[[@LINE]]:{{.*}}warning: 'm_' is held
  }
  void open_bad() {
    std::lock_guard<std::mutex> l(m_);
    send(fd_, "o", 1, 0); // CHECK: :[[@LINE]]:{{.*}}warning: 'm_' is held
  }
};
