// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// That one connection is ended wakes nobody who waits on another.
#include <atomic>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

class Packets {
  int Data = -1;
  std::atomic<bool> Runs{true};
  std::thread Gets;

public:
  void start() {
    Gets = std::thread([this] {
      char Bytes[64];
      while (Runs)
        ::recv(Data, Bytes, sizeof Bytes, 0);
    });
  }
  void finish() {
    Runs = false;
    Gets.join();
  }
};
class Stream_bad {
  int Control = -1;
  Packets Of;

public:
  void start() { Of.start(); }
  ~Stream_bad() {
    ::shutdown(Control, SHUT_RDWR);
    ::close(Control);
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Stream_bad::~Stream_bad' waits for a thread to end ('std::thread::join') with no bound, and although asked to stop the thread's body, the lambda in Packets::start, talks to another machine ('recv')
    Of.finish();
  }
};

class Channel_ok {
  int Line = -1;
  std::atomic<bool> Open{true};
  std::thread Hears;

public:
  void start() {
    Hears = std::thread([this] {
      char Bytes[64];
      while (Open)
        ::recv(Line, Bytes, sizeof Bytes, 0);
    });
  }
  ~Channel_ok() {
    Open = false;
    ::shutdown(Line, SHUT_RDWR);
    Hears.join();
  }
};

// One socket by two names.
struct Peer {
  int Fd = -1;
};
class Renamed {
  int Mine = -1;
  std::atomic<bool> Up{true};
  std::thread Listens;

public:
  void start(Peer *P) {
    Mine = P->Fd;
    Listens = std::thread([this] {
      char Bytes[64];
      while (Up)
        ::recv(Mine, Bytes, sizeof Bytes, 0);
    });
  }
  void finish() {
    Up = false;
    Listens.join();
  }
};
class Renamed_ok {
  Peer *Other = nullptr;
  Renamed Of;

public:
  void start(Peer *P) {
    Other = P;
    Of.start(P);
  }
  ~Renamed_ok() {
    ::shutdown(Other->Fd, SHUT_RDWR);
    Of.finish();
  }
};

// What is written to may be what it waits on, too.
class Pair_ok {
  int Near = -1, Distant = -1;
  std::atomic<bool> Here{true};
  std::thread Waits;

public:
  void start() {
    int Both[2];
    ::socketpair(AF_UNIX, SOCK_STREAM, 0, Both);
    Near = Both[0];
    Distant = Both[1];
    Waits = std::thread([this] {
      char Byte;
      while (Here)
        ::recv(Distant, &Byte, 1, 0);
    });
  }
  ~Pair_ok() {
    Here = false;
    ::send(Near, "x", 1, 0);
    Waits.join();
  }
};
