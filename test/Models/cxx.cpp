// RUN: %check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <future>
#include <latch>
#include <map>
#include <memory>
#include <mutex>
#include <semaphore>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>
using namespace std::chrono_literals;

struct Nap_bad { ~Nap_bad() { std::this_thread::sleep_for(2s); } };
// CHECK: 'Nap_bad::~Nap_bad' sleeps {{.*}} 2 s
struct Nap_ok { ~Nap_ok() { std::this_thread::sleep_for(200us); } };

struct Join_bad { std::thread T; ~Join_bad() { T.join(); } };
// CHECK: 'Join_bad::~Join_bad' waits for a thread to end
// CHECK: note: {{.*}}join() returns when the thread has ended

struct Future_bad { std::future<int> F; ~Future_bad() { F.wait(); } };
// CHECK: 'Future_bad::~Future_bad' waits for a result {{.*}}with no bound
struct Future_long_bad { std::future<int> F; ~Future_long_bad() { F.wait_for(3s); } };
// CHECK: 'Future_long_bad::~Future_long_bad' {{.*}} 3 s
struct Future_ok { std::future<int> F; ~Future_ok() { F.wait_for(0s); } };
void async_ok(std::promise<int> &P) { std::future<int> F = P.get_future(); }

struct Semaphore_bad { std::counting_semaphore<> S{0}; ~Semaphore_bad() { S.acquire(); } };
// CHECK: 'Semaphore_bad::~Semaphore_bad' {{.*}}with no bound
struct Semaphore_ok { std::counting_semaphore<> S{0}; ~Semaphore_ok() { (void)S.try_acquire(); } };
struct Latch_bad { std::latch L{2}; ~Latch_bad() { L.wait(); } };
// CHECK: 'Latch_bad::~Latch_bad' {{.*}}with no bound

struct Condition {
  std::mutex M, Other;
  std::condition_variable C;
  bool Done = false;
  void wait_ok() {
    std::unique_lock Lock(M);
    C.wait(Lock, [this] { return Done; });
  }
  void wait_bad() {
    std::lock_guard Outer(Other);
    std::unique_lock Lock(M);
    C.wait(Lock, [this] { return Done; });
    // CHECK: Condition::wait_bad{{.*}}[cleanup-lock-held-over-wait]
  }
};

struct At_bad { std::map<int, int> M; ~At_bad() { M.at(3); } };
// CHECK: 'std::out_of_range' may leave {{.*}}'At_bad::~At_bad'{{.*}}[cleanup-unguarded-throw]
struct Remove_bad { std::filesystem::path P; ~Remove_bad() { std::filesystem::remove_all(P); } };
// CHECK: filesystem_error' may leave {{.*}}'Remove_bad::~Remove_bad'{{.*}}[cleanup-unguarded-throw]
struct Remove_ok {
  std::filesystem::path P;
  ~Remove_ok() { std::error_code Ignored; std::filesystem::remove_all(P, Ignored); }
};

// An owner destroys what it has.
struct Worker { std::thread T; ~Worker() { T.join(); } };
// CHECK: 'Worker::~Worker' waits for a thread to end
struct Owners_ok {
  std::vector<Worker> All;
  std::unique_ptr<Worker> One;
};

// The standard input waits for the user; a file does not.
#include <fstream>
#include <iostream>
struct Line_bad { ~Line_bad() { std::string S; std::getline(std::cin, S); } };
// CHECK: 'Line_bad::~Line_bad' waits for input or output {{.*}}('std::getline') with no bound
struct Word_bad { ~Word_bad() { std::string S; std::cin >> S; } };
// CHECK: 'Word_bad::~Word_bad' waits for input or output
struct Number_bad { ~Number_bad() { int I; std::cin >> I; } };
// CHECK: 'Number_bad::~Number_bad' waits for input or output
struct Key_bad { ~Key_bad() { std::cin.get(); } };
// CHECK: 'Key_bad::~Key_bad' waits for input or output
// CHECK: note: {{.*}}feeds the standard input
struct Stream_ok { std::ifstream F; ~Stream_ok() { std::string S; int I; std::getline(F, S); F >> S >> I; F.get(); } };
