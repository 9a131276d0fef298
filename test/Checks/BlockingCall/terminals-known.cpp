// RUN: %cleanexit check --checks=cleanup-blocking-call,cleanup-lock-held-over-wait %s -- -std=c++20 | count 0
// What is known of how long a terminal keeps its reader.
#include <atomic>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <mutex>
#include <stdlib.h>
#include <string>
#include <sys/ioctl.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <termios.h>
#include <thread>
#include <unistd.h>

// Three usual ways to say VMIN = 0: read() gives up after VTIME, it does not wait without bound.
namespace zero_ok {
static int set_blocking(int fd, int should_block) {
  termios tty;
  if (::tcgetattr(fd, &tty) != 0) return -1;
  tty.c_cc[VMIN] = should_block ? 1 : 0;
  tty.c_cc[VTIME] = 5;
  return ::tcsetattr(fd, TCSANOW, &tty);
}
class Meter {
public:
  explicit Meter(const char *path) : fd_(::open(path, O_RDWR | O_NOCTTY | O_SYNC)) { set_blocking(fd_, 0); }
  std::string ask(const std::string &what) {
    std::lock_guard<std::mutex> lock(mutex_);
    char answer[64];
    ::write(fd_, what.data(), what.size());
    ssize_t n = ::read(fd_, answer, sizeof answer);
    return n > 0 ? std::string(answer, n) : std::string();
  }
  int a() { std::lock_guard<std::mutex> lock(mutex_); return n_; }
  int b() { std::lock_guard<std::mutex> lock(mutex_); return ++n_; }
  int c() { std::lock_guard<std::mutex> lock(mutex_); return --n_; }
  void d() { std::lock_guard<std::mutex> lock(mutex_); n_ = 0; }
private:
  std::mutex mutex_;
  int fd_, n_ = 0;
};
class SerialPort {
public:
  bool open(const char *path) {
    fd_ = ::open(path, O_RDWR | O_NOCTTY);
    termios tty;
    std::memset(&tty, 0, sizeof tty);
    tty.c_cflag = B9600 | CS8 | CLOCAL | CREAD;
    tty.c_cc[VTIME] = 5;
    return ::tcsetattr(fd_, TCSANOW, &tty) == 0;
  }
  std::string ask(const std::string &what) {
    std::lock_guard<std::mutex> lock(mutex_);
    char answer[64];
    ::write(fd_, what.data(), what.size());
    ssize_t n = ::read(fd_, answer, sizeof answer);
    return n > 0 ? std::string(answer, n) : std::string();
  }
  void close() {
    std::lock_guard<std::mutex> lock(mutex_);
    ::close(fd_);
    fd_ = -1;
  }
  int baud() { std::lock_guard<std::mutex> lock(mutex_); return 9600; }
  bool isOpen() { std::lock_guard<std::mutex> lock(mutex_); return fd_ >= 0; }
  void flush() { std::lock_guard<std::mutex> lock(mutex_); ++flushes_; }
private:
  std::mutex mutex_;
  int fd_ = -1, flushes_ = 0;
};
static void makeRaw(termios &tty) {
  ::cfmakeraw(&tty);
  tty.c_cc[VMIN] = 0;
  tty.c_cc[VTIME] = 10;
}
class Gps {
public:
  explicit Gps(const char *path) {
    fd_ = ::open(path, O_RDWR | O_NOCTTY);
    termios tty;
    ::tcgetattr(fd_, &tty);
    makeRaw(tty);
    ::tcsetattr(fd_, TCSANOW, &tty);
  }
  std::string line() {
    std::lock_guard<std::mutex> lock(mutex_);
    char text[128];
    ssize_t n = ::read(fd_, text, sizeof text);
    return n > 0 ? std::string(text, n) : std::string();
  }
  void rate(int hz) { std::lock_guard<std::mutex> lock(mutex_); hz_ = hz; }
  int rate() { std::lock_guard<std::mutex> lock(mutex_); return hz_; }
  void more() { std::lock_guard<std::mutex> lock(mutex_); ++hz_; }
  void less() { std::lock_guard<std::mutex> lock(mutex_); --hz_; }
private:
  std::mutex mutex_;
  int fd_ = -1, hz_ = 1;
};
} // namespace zero_ok

// The set_blocking() that half of all serial code has.
namespace parameter_ok {
static int set_interface_attribs(int fd, int speed) {
  struct termios tty;
  if (tcgetattr(fd, &tty) != 0)
    return -1;
  cfsetospeed(&tty, speed);
  cfsetispeed(&tty, speed);
  tty.c_lflag = 0;
  tty.c_oflag = 0;
  tty.c_cc[VMIN] = 0;
  tty.c_cc[VTIME] = 5;
  return tcsetattr(fd, TCSANOW, &tty);
}
static void set_blocking(int fd, int should_block) {
  struct termios tty = {};
  if (tcgetattr(fd, &tty) != 0)
    return;
  tty.c_cc[VMIN] = should_block ? 1 : 0;
  tty.c_cc[VTIME] = 5;
  tcsetattr(fd, TCSANOW, &tty);
}
class Modem {
  int fd_ = -1, n_ = 0;
  std::mutex m_;
public:
  explicit Modem(const std::string &name) {
    fd_ = open(name.c_str(), O_RDWR | O_NOCTTY | O_SYNC);
    set_blocking(fd_, 0);
  }
  int get(char *to) {
    std::lock_guard<std::mutex> lock(m_);
    return read(fd_, to, 100);
  }
  int n() { std::lock_guard<std::mutex> lock(m_); return n_; }
  void setN(int n) { std::lock_guard<std::mutex> lock(m_); n_ = n; }
  void inc() { std::lock_guard<std::mutex> lock(m_); ++n_; }
  void dec() { std::lock_guard<std::mutex> lock(m_); --n_; }
};
int main() { Modem m("/dev/ttyUSB1"); char b[100]; return m.get(b); }
} // namespace parameter_ok

// A file of samples; tcgetattr() only asks whether it is a terminal.
namespace asked_ok {
class Input {
public:
  explicit Input(const char *path) : fd_(::open(path, O_RDONLY)) {
    termios state;
    interactive_ = ::tcgetattr(fd_, &state) == 0;
  }
  ~Input() { ::close(fd_); }
  long fill() {
    std::lock_guard<std::mutex> lock(mutex_);
    return used_ = ::read(fd_, buffer_, sizeof buffer_);
  }
  bool interactive() { std::lock_guard<std::mutex> lock(mutex_); return interactive_; }
  long used() { std::lock_guard<std::mutex> lock(mutex_); return used_; }
  void drop() { std::lock_guard<std::mutex> lock(mutex_); used_ = 0; }
  void take(long n) { std::lock_guard<std::mutex> lock(mutex_); used_ -= n; }
private:
  std::mutex mutex_;
  int fd_;
  long used_ = 0;
  bool interactive_ = false;
  char buffer_[4096];
};
} // namespace asked_ok

// The shell is told to exit: the master then reads an end.
namespace pty_ok {
class Shell {
public:
  Shell() {
    master_ = ::posix_openpt(O_RDWR | O_NOCTTY);
    ::grantpt(master_);
    ::unlockpt(master_);
    reader_ = std::thread([this] { read(); });
  }
  ~Shell() {
    stop_ = true;
    ::write(master_, "exit\n", 5);
    reader_.join();
    ::close(master_);
  }
private:
  void read() {
    char buffer[256];
    while (!stop_) {
      ssize_t n = ::read(master_, buffer, sizeof buffer);
      if (n <= 0) return;
      seen_ += n;
    }
  }
  int master_ = -1;
  long seen_ = 0;
  std::atomic<bool> stop_{false};
  std::thread reader_;
};
} // namespace pty_ok

namespace fionread_ok {
static int openPort(const char *name) {
  int fd = ::open(name, O_RDWR | O_NOCTTY);
  if (fd < 0)
    return -1;
  struct termios options;
  tcgetattr(fd, &options);
  cfmakeraw(&options);
  options.c_cc[VMIN] = 1;
  options.c_cc[VTIME] = 1;
  tcsetattr(fd, TCSANOW, &options);
  return fd;
}
class Gps {
  int fd_ = -1, n_ = 0;
  std::mutex m_;
public:
  bool start() { fd_ = openPort("/dev/ttyS1"); return fd_ >= 0; }
  int get(char *to) {
    std::lock_guard<std::mutex> lock(m_);
    int have = 0;
    ioctl(fd_, FIONREAD, &have);
    return have > 0 ? read(fd_, to, have) : 0;
  }
  int n() { std::lock_guard<std::mutex> lock(m_); return n_; }
  void setN(int n) { std::lock_guard<std::mutex> lock(m_); n_ = n; }
  void inc() { std::lock_guard<std::mutex> lock(m_); ++n_; }
  void dec() { std::lock_guard<std::mutex> lock(m_); --n_; }
};
} // namespace fionread_ok

// No child, nothing to wait for: both ask the same member.
namespace killed_ok {
class Plugin {
public:
  bool start(const char *path) {
    pid_ = ::fork();
    if (pid_ == 0) {
      ::execl(path, path, nullptr);
      ::_exit(127);
    }
    return pid_ > 0;
  }
  ~Plugin() {
    if (pid_ > 0)
      ::kill(pid_, SIGKILL);
    reap();
  }
private:
  void reap() {
    if (pid_ <= 0)
      return;
    ::waitpid(pid_, nullptr, 0);
    pid_ = -1;
  }
  pid_t pid_ = -1;
};
} // namespace killed_ok
