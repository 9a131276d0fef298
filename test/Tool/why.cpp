// RUN: cd %S && %cleanexit why '~Sends' network --in=why.cpp -- -std=c++20 | FileCheck %s --check-prefix=SENDS
// RUN: cd %S && %cleanexit why '~SendsBriefly' network --in=why.cpp -- -std=c++20 | FileCheck %s --check-prefix=BRIEFLY
// RUN: cd %S && %cleanexit why '~Reads' --in=why.cpp -- -std=c++20 | FileCheck %s --check-prefix=READS
// RUN: cd %S && %cleanexit why '~Throws' throws --in=why.cpp -- -std=c++20 | FileCheck %s --check-prefix=NEVER
// RUN: cd %S && %cleanexit why 'open' throws --in=why.cpp -- -std=c++20 | FileCheck %s --check-prefix=THROWS
#include <sys/socket.h>
#include <sys/time.h>

struct Sends {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  ~Sends() { send(fd, "bye", 3, 0); }
};
// SENDS: Sends::~Sends: talks to another machine, unbounded

// A timeout that is set elsewhere bounds it, as for the checks.
struct SendsBriefly {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  SendsBriefly() {
    timeval brief{0, 250'000};
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &brief, sizeof brief);
  }
  ~SendsBriefly() { send(fd, "bye", 3, 0); }
};
// BRIEFLY: SendsBriefly::~SendsBriefly: talks to another machine, up to 250 ms

struct Reads {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  explicit Reads(timeval limit) {
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  }
  ~Reads() {
    char rest;
    recv(fd, &rest, 1, 0);
  }
};
// READS: Reads::~Reads: talks to another machine, under a timeout set elsewhere

void open() { throw 1; }
// THROWS: open: throws int{{$}}
struct Throws {
  ~Throws() { open(); }
};
// NEVER: Throws::~Throws: throws int and, as it is noexcept, ends the process there
// NEVER-NEXT: calls open
