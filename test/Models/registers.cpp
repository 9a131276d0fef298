// What a library's function registers is run at an exit: of the process, or of a thread.
// RUN: %check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s --implicit-check-not=_ok
#include <registers.h>
struct QThread { bool wait(unsigned long Ms = ~0ul); void quit(); };
namespace boost { struct thread_group { void join_all(); }; }
QThread *Last;
boost::thread_group Group;

void last_bad() { Last->wait(); }
// CHECK: exit handler 'last_bad' {{.*}}[cleanup-blocking-call]
void last_ok() { Last->quit(); }
void late_bad() { Group.join_all(); }
// CHECK: thread cleanup handler 'late_bad' {{.*}}[cleanup-blocking-call]
void late_ok() {}

void begin() {
  qAddPostRoutine(last_bad);
  qAddPostRoutine(last_ok);
  boost::this_thread::at_thread_exit(late_bad);
  boost::this_thread::at_thread_exit(late_ok);
}
