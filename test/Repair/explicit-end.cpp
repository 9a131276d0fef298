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
