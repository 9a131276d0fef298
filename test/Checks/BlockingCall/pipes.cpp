// Reading from a pipe waits for whoever writes to it; from a file it does not.
// RUN: %cleanexit check %s -- -std=c++20 > %t || true
// RUN: FileCheck %s < %t
#include <fcntl.h>
#include <unistd.h>

// CHECK: :[[#@LINE+9]]:{{.*}}'Pipe_bad::~Pipe_bad' waits for input
struct Pipe_bad {
  int in = -1;
  Pipe_bad() {
    int ends[2];
    if (::pipe(ends) == 0)
      in = ends[0];
  }
  char c;
  ~Pipe_bad() { (void)!::read(in, &c, 1); }
};
// CHECK-NOT: _ok
struct NonBlocking_ok {
  int ends[2];
  NonBlocking_ok() { (void)!::pipe2(ends, O_NONBLOCK); }
  char c;
  ~NonBlocking_ok() { (void)!::read(ends[0], &c, 1); }
};
struct File_ok {
  int fd = ::open("x", O_RDONLY);
  char c;
  ~File_ok() { (void)!::read(fd, &c, 1); }
};
struct Writes_ok {
  int ends[2];
  Writes_ok() { (void)!::pipe(ends); }
  ~Writes_ok() { (void)!::write(ends[1], "q", 1); }
};
// CHECK-NOT: warning:
