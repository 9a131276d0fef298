// RUN: not %cleanexit check --checks='cleanup-blocking-call,cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A serial line sends when it likes. What is written to it is for the device, and
// wakes nobody here.
#include <atomic>
#include <cstdint>
#include <fcntl.h>
#include <mutex>
#include <termios.h>
#include <thread>
#include <unistd.h>

static int openLine(const char *Path, int Least) {
  const int Fd = open(Path, O_RDWR | O_NOCTTY);
  termios Line{};
  tcgetattr(Fd, &Line);
  cfmakeraw(&Line);
  Line.c_cc[VMIN] = Least;
  Line.c_cc[VTIME] = 0;
  tcsetattr(Fd, TCSANOW, &Line);
  return Fd;
}

struct Meter_bad {
  int Fd = openLine("/dev/ttyUSB0", 1);
  std::atomic<unsigned> Sum{0};
  std::thread Reader{[this] {
    uint8_t Level;
    while (read(Fd, &Level, 1) == 1 && Level)
      Sum += Level;
  }};
  ~Meter_bad() {
    const char Quit = 'X';
    write(Fd, &Quit, 1);
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: destructor 'Meter_bad::~Meter_bad' {{.*}}reads what may never come ('read')
    Reader.join();
    close(Fd);
  }
};

// A pipe's other end is its reader's.
struct Pipe_ok {
  int Ends[2];
  std::atomic<unsigned> Sum{0};
  std::thread Reader;
  Pipe_ok() {
    pipe(Ends);
    Reader = std::thread([this] {
      uint8_t Level;
      while (read(Ends[0], &Level, 1) == 1 && Level)
        Sum += Level;
    });
  }
  ~Pipe_ok() {
    const char Quit = 0;
    write(Ends[1], &Quit, 1);
    Reader.join();
  }
};

// With VMIN 0 a read gives up by itself.
struct Patient_ok {
  int Fd = -1;
  std::atomic<unsigned> Sum{0};
  std::thread Reader;
  void start(const char *Path) {
    Fd = open(Path, O_RDWR | O_NOCTTY);
    termios Line{};
    tcgetattr(Fd, &Line);
    Line.c_cc[VMIN] = 0;
    Line.c_cc[VTIME] = 1;
    tcsetattr(Fd, TCSANOW, &Line);
    Reader = std::thread([this] {
      uint8_t Level;
      while (read(Fd, &Level, 1) >= 0)
        Sum += Level;
    });
  }
  ~Patient_ok() {
    const char Quit = 'X';
    write(Fd, &Quit, 1);
    Reader.join();
  }
};

// Others want the lock while nothing comes.
class Port {
  std::mutex Busy;
  int Fd = -1;

public:
  void open_ok(const char *Path) {
    const int New = ::open(Path, O_RDWR | O_NOCTTY);
    std::lock_guard<std::mutex> Hold(Busy);
    Fd = New;
  }
  long get_bad(char *To, size_t Size) {
    std::lock_guard<std::mutex> Hold(Busy);
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'Busy' is held while 'Port::get_bad' waits for input or output to become possible ('read')
    return read(Fd, To, Size);
  }
  void close_ok() {
    std::lock_guard<std::mutex> Hold(Busy);
    close(Fd);
    Fd = -1;
  }
  bool isOpen_ok() {
    std::lock_guard<std::mutex> Hold(Busy);
    return Fd >= 0;
  }
};
class Polled {
  std::mutex Busy;
  int Fd = -1;

public:
  void open_ok(const char *Path) {
    const int New = ::open(Path, O_RDWR | O_NOCTTY);
    termios Line{};
    tcgetattr(New, &Line);
    Line.c_cc[VMIN] = 0;
    tcsetattr(New, TCSANOW, &Line);
    std::lock_guard<std::mutex> Hold(Busy);
    Fd = New;
  }
  long get_ok(char *To, size_t Size) {
    std::lock_guard<std::mutex> Hold(Busy);
    return read(Fd, To, Size);
  }
  void close_ok() {
    std::lock_guard<std::mutex> Hold(Busy);
    close(Fd);
    Fd = -1;
  }
  bool isOpen_ok() {
    std::lock_guard<std::mutex> Hold(Busy);
    return Fd >= 0;
  }
};
