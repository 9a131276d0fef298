// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
namespace Glib {
void usleep(unsigned long Us);
namespace Threads {
struct Thread { void join(); };
struct Mutex {
  struct Lock { explicit Lock(Mutex &); ~Lock(); void release(); };
  void lock();
  bool trylock();
  void unlock();
};
struct Cond { void wait(Mutex &); bool wait_until(Mutex &, long End); void signal(); };
}
struct MainLoop { void run(); void quit(); };
struct MainContext { bool iteration(bool MayBlock); };
}

struct Join_bad { Glib::Threads::Thread *T; ~Join_bad() { T->join(); } };
// CHECK: 'Join_bad::~Join_bad' waits for a thread to end {{.*}}with no bound
// CHECK: note: {{.*}}when the thread has ended
struct Nap_bad { ~Nap_bad() { Glib::usleep(20000); } };
// CHECK: 'Nap_bad::~Nap_bad' sleeps {{.*}} 20 ms
struct Loop_bad { Glib::MainContext *C; ~Loop_bad() { C->iteration(true); } };
// CHECK: 'Loop_bad::~Loop_bad' {{.*}}[cleanup-blocking-call]
struct Loop_ok { Glib::MainContext *C; ~Loop_ok() { C->iteration(false); } };
struct Quit_ok { Glib::MainLoop *L; ~Quit_ok() { L->quit(); } };

struct Held {
  Glib::Threads::Mutex M;
  Glib::Threads::Cond C;
  void sleep_bad() {
    Glib::Threads::Mutex::Lock Lock(M);
    Glib::usleep(500000);
    // CHECK: Held::sleep_bad{{.*}}[cleanup-lock-held-over-wait]
  }
  void released_ok() {
    Glib::Threads::Mutex::Lock Lock(M);
    Lock.release();
    Glib::usleep(500000);
  }
  void wait_ok() {
    Glib::Threads::Mutex::Lock Lock(M);
    C.wait(M);
  }
};
