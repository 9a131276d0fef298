// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A thread that reads lines does not look at a flag before the next line comes, if
// the stream is over a socket, a pipe or the terminal.
#include <atomic>
#include <cstdio>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

class Socket_bad {
  int Peer = ::socket(AF_UNIX, SOCK_STREAM, 0);
  std::atomic<bool> Stop{false};
  std::thread Reading{[this] {
    FILE *Stream = ::fdopen(::dup(Peer), "r");
    char Line[80];
    while (!Stop && std::fgets(Line, sizeof Line, Stream))
      std::puts(Line);
    std::fclose(Stream);
  }};

public:
  ~Socket_bad() {
    Stop = true;
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Socket_bad::~Socket_bad' waits for a thread to end ('std::thread::join') with no bound, and although asked to stop the thread's body, the lambda in Socket_bad::Socket_bad, {{.*}}('fgets')
    Reading.join();
  }
};

class Command_bad {
  FILE *Journal = ::popen("journalctl -f", "r");
  std::atomic<bool> Done{false};
  std::thread Following{[this] {
    char Line[80];
    while (!Done && std::fgets(Line, sizeof Line, Journal))
      std::puts(Line);
  }};

public:
  ~Command_bad() {
    Done = true;
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Command_bad::~Command_bad' waits for a thread to end
    Following.join();
  }
};

// The other end is closed, and the reader is told that there is no more.
class Closed_ok {
  int Tube[2];
  std::thread Copies;

public:
  Closed_ok() {
    if (::pipe(Tube) != 0)
      return;
    Copies = std::thread([this] {
      FILE *From = ::fdopen(Tube[0], "r");
      for (int C; (C = std::fgetc(From)) != EOF;)
        std::putchar(C);
    });
  }
  ~Closed_ok() {
    ::close(Tube[1]);
    Copies.join();
  }
};

class File_ok {
  FILE *Words = std::fopen("/usr/share/dict/words", "r");
  std::atomic<bool> Enough{false};
  std::thread Searching{[this] {
    char Line[80];
    while (!Enough && std::fgets(Line, sizeof Line, Words))
      std::puts(Line);
  }};

public:
  ~File_ok() {
    Enough = true;
    Searching.join();
  }
};
