// RUN: split-file %s %t
// RUN: cd %t && not %cleanexit check --no-cache --fix=suggested --dry-run line.cpp -- -std=c++20 > %t/out
// RUN: FileCheck %s < %t/out
// What looks at the result of what is moved goes with it; the rest stays.

// CHECK:      -    said = say();
// CHECK-NEXT: -    count(said);
// CHECK-NEXT: -    ::close(socket);
// CHECK:      +  ~Line() { ::close(socket); }
// CHECK:      +  void finish() {
// CHECK-NEXT: +    said = say();
// CHECK-NEXT: +    count(said);
// CHECK-NEXT: {{^}}   }

// RUN: cd %t && not %cleanexit check --no-cache --checks='-*,cleanup-blocking-call' --fix=suggested --dry-run locked.cpp -- -std=c++20 2>&1 | FileCheck %s --check-prefix=LOCKED
// LOCKED-NOT: finish()
// LOCKED: 1 TU, 1 finding
//--- line.cpp
#include <sys/socket.h>
#include <unistd.h>

void count(bool);

struct Line {
  int socket;
  bool said = false;
  bool say() { return ::recv(socket, &said, 1, 0) == 1; }
  ~Line() {
    said = say();
    count(said);
    ::close(socket);
  }
};

//--- locked.cpp
#include <future>
#include <mutex>

// A method's callers would wait for this lock; nobody waits for one of an object that
// ends.
struct Locked {
  std::mutex closing;
  bool closed = false;
  std::future<int> last;
  int result;
  ~Locked() {
    std::lock_guard<std::mutex> lock(closing);
    if (closed)
      return;
    result = last.get() + 1;
    closed = true;
  }
};
