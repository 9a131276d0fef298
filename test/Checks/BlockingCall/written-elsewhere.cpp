// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A byte in a pipe wakes who polls or reads that pipe, and nobody else.
#include <atomic>
#include <fcntl.h>
#include <poll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

struct Receiver_bad {
  int Wake[2];
  int Socket;
  std::atomic<bool> Stop{false};
  std::thread Reader;
  explicit Receiver_bad(int S) : Socket(S) {
    pipe(Wake);
    Reader = std::thread(&Receiver_bad::run, this);
  }
  void run() {
    char Bytes[64];
    while (!Stop)
      recv(Socket, Bytes, sizeof Bytes, 0);
  }
  ~Receiver_bad() {
    Stop = true;
    write(Wake[1], "x", 1);
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Receiver_bad::~Receiver_bad' waits {{.*}} 'Receiver_bad::run', talks to another machine ('recv'), which the request does not write to;
    Reader.join();
  }
};

struct Polled_ok {
  int Wake[2];
  int Socket;
  std::atomic<bool> Stop{false};
  std::thread Reader;
  explicit Polled_ok(int S) : Socket(S) {
    pipe(Wake);
    Reader = std::thread(&Polled_ok::run, this);
  }
  void run() {
    char Bytes[64];
    while (!Stop) {
      pollfd Both[2] = {{Socket, POLLIN, 0}, {Wake[0], POLLIN, 0}};
      poll(Both, 2, -1);
      if (Both[0].revents)
        recv(Socket, Bytes, sizeof Bytes, 0);
    }
  }
  ~Polled_ok() {
    Stop = true;
    write(Wake[1], "x", 1);
    Reader.join();
  }
};

// The set is a macro's, and says little.
struct Selected_ok {
  int Wake[2];
  int Socket;
  std::atomic<bool> Stop{false};
  std::thread Reader;
  explicit Selected_ok(int S) : Socket(S) {
    pipe(Wake);
    Reader = std::thread(&Selected_ok::run, this);
  }
  void run() {
    char Bytes[64];
    while (!Stop) {
      fd_set Set;
      FD_ZERO(&Set);
      FD_SET(Socket, &Set);
      FD_SET(Wake[0], &Set);
      select(Socket + Wake[0] + 1, &Set, nullptr, nullptr, nullptr);
      if (FD_ISSET(Socket, &Set))
        recv(Socket, Bytes, sizeof Bytes, 0);
    }
  }
  ~Selected_ok() {
    Stop = true;
    write(Wake[1], "x", 1);
    Reader.join();
  }
};

// The other end of the same pipe.
struct Ends_ok {
  int In, Out;
  std::atomic<bool> Stop{false};
  std::thread Reader;
  Ends_ok() {
    int Both[2];
    socketpair(AF_UNIX, SOCK_STREAM, 0, Both);
    In = Both[0];
    Out = Both[1];
    Reader = std::thread(&Ends_ok::run, this);
  }
  void run() {
    char Bytes[64];
    while (!Stop)
      recv(In, Bytes, sizeof Bytes, 0);
  }
  ~Ends_ok() {
    Stop = true;
    write(Out, "x", 1);
    Reader.join();
  }
};
