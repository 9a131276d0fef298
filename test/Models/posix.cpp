// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <linux/videodev2.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <time.h>
#include <unistd.h>

struct Fsync_bad { int Fd; ~Fsync_bad() { fsync(Fd); } };
// CHECK: 'Fsync_bad::~Fsync_bad' waits for the storage device {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}returns when the device says that the data is on it
struct Msync_ok { void *P; ~Msync_ok() { msync(P, 4096, MS_ASYNC); } };
struct Close_ok { int Fd; ~Close_ok() { shutdown(Fd, SHUT_RDWR); close(Fd); } };

// A timeout of -1 or a null one is none; one of zero does not wait.
struct Poll_bad { pollfd P; ~Poll_bad() { poll(&P, 1, -1); } };
// CHECK: 'Poll_bad::~Poll_bad' {{.*}}with no bound
struct Poll_ok { pollfd P; ~Poll_ok() { poll(&P, 1, 0); } };
struct LongPoll_bad { pollfd P; ~LongPoll_bad() { poll(&P, 1, 5000); } };
// CHECK: 'LongPoll_bad::~LongPoll_bad' {{.*}} 5 s
struct Select_bad { fd_set S; ~Select_bad() { select(3, &S, nullptr, nullptr, nullptr); } };
// CHECK: 'Select_bad::~Select_bad' {{.*}}with no bound
struct Epoll_ok { int Fd; epoll_event E; ~Epoll_ok() { epoll_wait(Fd, &E, 1, 0); } };

struct Nap_bad { ~Nap_bad() { usleep(20000); } };
// CHECK: 'Nap_bad::~Nap_bad' sleeps {{.*}} 20 ms
struct Nap_ok { ~Nap_ok() { usleep(500); } };

struct Child_bad { pid_t Pid; ~Child_bad() { waitpid(Pid, nullptr, 0); } };
// CHECK: 'Child_bad::~Child_bad' waits for a process {{.*}}with no bound
// CHECK: note: {{.*}}a child may never end
struct Command_bad { FILE *F; ~Command_bad() { pclose(F); } };
// CHECK: 'Command_bad::~Command_bad' waits for a process {{.*}}with no bound
// CHECK: note: {{.*}}a command may never end
struct Child_ok { pid_t Pid; ~Child_ok() { waitpid(Pid, nullptr, WNOHANG); } };

struct Semaphore_bad { sem_t *S; ~Semaphore_bad() { sem_wait(S); } };
// CHECK: 'Semaphore_bad::~Semaphore_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}sem_wait() waits until somebody posts

struct Send_bad { int Fd; ~Send_bad() { send(Fd, "bye", 3, 0); } };
// CHECK: 'Send_bad::~Send_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}while the peer does not read
struct Send_ok { int Fd; ~Send_ok() { send(Fd, "bye", 3, MSG_DONTWAIT | MSG_NOSIGNAL); } };
struct Lookup_bad { addrinfo *A; ~Lookup_bad() { getaddrinfo("log", "80", nullptr, &A); } };
// CHECK: 'Lookup_bad::~Lookup_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}asks name servers
struct LookupSelf_ok { addrinfo *A; ~LookupSelf_ok() { getaddrinfo(nullptr, "80", nullptr, &A); } };
struct Name_bad { sockaddr *A; char N[64]; ~Name_bad() { getnameinfo(A, 16, N, 64, nullptr, 0, NI_NAMEREQD); } };
// CHECK: 'Name_bad::~Name_bad' {{.*}}[cleanup-network-io]
// CHECK: note: {{.*}}asks name servers
struct Numbers_ok { sockaddr *A; char N[64]; ~Numbers_ok() { getnameinfo(A, 16, N, 64, nullptr, 0, NI_NUMERICHOST | NI_NUMERICSERV); } };
struct Write_ok { int Fd; ~Write_ok() { write(Fd, "x", 1); } };

struct Video_bad { int Fd; v4l2_buffer B; ~Video_bad() { ioctl(Fd, VIDIOC_DQBUF, &B); } };
// CHECK: 'Video_bad::~Video_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}has filled or emptied a buffer
struct Video_ok { int Fd, Type; ~Video_ok() { ioctl(Fd, VIDIOC_STREAMOFF, &Type); } };

// A watch that is removed is an event to whoever reads.
struct Watch_ok {
  int Fd, Watch;
  std::thread T{[this] { char B[4096]; while (read(Fd, B, sizeof B) > 0 && Watch); }};
  ~Watch_ok() {
    inotify_rm_watch(Fd, Watch);
    T.join();
  }
};

#include <sys/eventfd.h>
#include <termios.h>
#include <unistd.h>
struct Ask_bad { ~Ask_bad() { getchar(); } };
// CHECK: 'Ask_bad::~Ask_bad' {{.*}}[cleanup-blocking-call]
// CHECK: note: {{.*}}feeds the standard input
struct Scan_bad { int I; ~Scan_bad() { scanf("%d", &I); } };
// CHECK: 'Scan_bad::~Scan_bad' {{.*}}[cleanup-blocking-call]
struct Terminal_ok { termios T; ~Terminal_ok() { tcsetattr(0, TCSANOW, &T); tcsetattr(0, TCSADRAIN, &T); } };
struct Event_ok { int Fd; eventfd_t E; ~Event_ok() { eventfd_read(Fd, &E); } };

extern "C" char *readline(const char *);
struct Line_bad { ~Line_bad() { free(readline("> ")); } };
// CHECK: 'Line_bad::~Line_bad' {{.*}}[cleanup-blocking-call]
// Of the calls that wait for a section of a file one gives it back.
struct Section_bad {
  int Fd;
  ~Section_bad() {
    struct flock L;
    L.l_type = F_WRLCK;
    L.l_whence = SEEK_SET;
    fcntl(Fd, F_SETLKW, &L);
  }
};
// CHECK: 'Section_bad::~Section_bad' waits for a process ('fcntl')
struct Section_ok {
  int Fd;
  ~Section_ok() {
    struct flock L;
    L.l_type = F_UNLCK;
    L.l_whence = SEEK_SET;
    fcntl(Fd, F_SETLKW, &L);
  }
};
// The same, as who calls it says.
static int section(int Fd, short Type) {
  struct flock L = {};
  L.l_type = Type;
  return fcntl(Fd, F_SETLKW, &L);
}
struct Handed_bad { int Fd; ~Handed_bad() { section(Fd, F_WRLCK); } };
// CHECK: 'Handed_bad::~Handed_bad' waits for a process ('fcntl')
struct Handed_ok { int Fd; ~Handed_ok() { section(Fd, F_UNLCK); } };
