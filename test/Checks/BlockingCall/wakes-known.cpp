// Requests that are believed although they do not arrive: FN_ is missed.
// RUN: not %cleanexit check --checks=cleanup-blocking-call %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

#include <atomic>
#include <cstdint>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <thread>
#include <unistd.h>

class Event {
  int Fd = ::eventfd(0, EFD_NONBLOCK);

public:
  void notify() {
    const std::uint64_t One = 1;
    (void)!::write(Fd, &One, sizeof One);
  }
  int handle() const { return Fd; }
};

// Of two threads only one polls what is written to.
class FN_OtherThread {
  Event Ending;
  int Device = -1;
  std::thread Reader, Watcher;
  void read() {
    for (;;) {
      pollfd Set{Device, POLLIN, 0};
      if (::poll(&Set, 1, -1) < 0 || (Set.revents & POLLHUP))
        return;
    }
  }
  void watch() {
    for (;;) {
      pollfd Set{Ending.handle(), POLLIN, 0};
      if (::poll(&Set, 1, -1) < 0 || Set.revents)
        return;
    }
  }

public:
  void start() {
    Reader = std::thread(&FN_OtherThread::read, this);
    Watcher = std::thread(&FN_OtherThread::watch, this);
  }
  ~FN_OtherThread() {
    Ending.notify();
    Watcher.join();
    Reader.join();
  }
};

// The thread has set the state by itself, and the request is not sent then.
class FN_NotSent {
  Event Wake;
  std::atomic<bool> Closed{false}, Stopping{false};
  std::thread Poller;
  void poll() {
    while (!Stopping) {
      pollfd Set{Wake.handle(), POLLIN, 0};
      if (::poll(&Set, 1, -1) < 0)
        Closed = true;
    }
  }
  void close() {
    if (Closed)
      return;
    Closed = true;
    Wake.notify();
  }

public:
  void start() { Poller = std::thread(&FN_NotSent::poll, this); }
  ~FN_NotSent() {
    Stopping = true;
    close();
    Poller.join();
  }
};

// Nothing is asked at all.
class Unasked_bad {
  int Source = -1;
  std::thread Waits;
  void wait() {
    pollfd Set{Source, POLLIN, 0};
    ::poll(&Set, 1, -1);
  }

public:
  void start() { Waits = std::thread(&Unasked_bad::wait, this); }
  ~Unasked_bad() {
    // CHECK: [[@LINE+1]]:5: warning: destructor 'Unasked_bad::~Unasked_bad' waits for a thread to end
    Waits.join();
  }
};

// Nobody has told the epoll instance of what is written to.
struct FN_Registered {
  int Poll = epoll_create1(0);
  int Event = eventfd(0, 0);
  std::atomic<bool> Stop{false};
  std::thread Reader{&FN_Registered::run, this};
  void run() {
    epoll_event Events[4];
    while (!Stop)
      epoll_wait(Poll, Events, 4, -1);
  }
  ~FN_Registered() {
    Stop = true;
    eventfd_write(Event, 1);
    Reader.join();
  }
};
