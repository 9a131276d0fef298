// RUN: not %cleanexit check --checks='cleanup-network-io' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A descriptor that goes from parameter to parameter.
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

struct Out_bad {
  int fd;
  explicit Out_bad(int f) : fd(f) {}
  ~Out_bad() {
    (void)!::write(fd, "x", 1); // CHECK: :[[@LINE]]:{{.*}}'Out_bad::~Out_bad' talks to another machine ('write')
  }
};
struct Session {
  Out_bad out;
  explicit Session(int f) : out(f) {}
};
void talk() {
  int s = ::socket(AF_INET, SOCK_STREAM, 0);
  Session session(s);
}

struct Out_ok {
  int fd;
  explicit Out_ok(int f) : fd(f) {}
  ~Out_ok() { (void)!::write(fd, "x", 1); }
};
struct File {
  Out_ok out;
  explicit File(int f) : out(f) {}
};
void store() {
  int f = ::open("a", O_WRONLY);
  File file(f);
}
