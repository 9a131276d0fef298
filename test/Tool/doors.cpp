// Both doors print the same findings with the same chains; clang-tidy adds
// suggestions.
// RUN: not %cleanexit check %s -- -std=c++20 > %t.tool
// RUN: %clang-tidy -checks='-*,cleanup-*' %s -- -std=c++20 | %python %S/Inputs/without-repairs.py > %t.tidy
// RUN: diff %t.tool %t.tidy
// RUN: FileCheck %s < %t.tool
#include <chrono>
#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <sys/socket.h>
#include <thread>
#include <vector>

template <class T> class Worker {
  std::thread thread;

public:
  void wait() { thread.join(); }
  ~Worker() { wait(); } // CHECK-DAG: [[@LINE]]:15: warning: {{.*}}cleanup-blocking-call
};

class Service {
  Worker<int> worker;
  std::unique_ptr<Worker<char>> spare;
};

class Connection {
  int socket = -1;

public:
  ~Connection() { ::send(socket, "bye", 3, 0); } // CHECK-DAG: [[@LINE]]:19: warning: {{.*}}cleanup-network-io
};

struct Transaction {
  bool done = false;
  ~Transaction() noexcept {
    if (!done)
      throw std::logic_error("open"); // CHECK-DAG: [[@LINE]]:7: warning: {{.*}}cleanup-unguarded-throw
  }
};

std::mutex m;
void pause(std::future<int> &f) {
  std::lock_guard<std::mutex> lock(m);
  f.wait(); // CHECK-DAG: [[@LINE]]:3: warning: {{.*}}cleanup-lock-held-over-wait
}

void use(std::future<int> &f) {
  Service s;
  Connection c;
  Transaction t;
  pause(f);
}
