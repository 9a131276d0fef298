// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A thread that needs the lock is never joined under it, however far away that is.
#include <atomic>
#include <mutex>
#include <poll.h>
#include <string>
#include <thread>

struct Settings;
Settings &settings();

struct Server {
  std::atomic<bool> Stop{false};
  std::thread Thread;
  void start() { Thread = std::thread([this] { run(); }); }
  void run();
  void end() {
    Stop = true;
    Thread.join();
  }
};
struct Layer1 { Server S; void end() { S.end(); } };
struct Layer2 { Layer1 L; void end() { L.end(); } };
struct Layer3 { Layer2 L; void end() { L.end(); } };
struct Layer4 { Layer3 L; void end() { L.end(); } };
struct Layer5 { Layer4 L; void end() { L.end(); } };
struct Layer6 { Layer5 L; void end() { L.end(); } };

struct Settings {
  std::recursive_mutex Lock;
  std::string Name;
  Layer6 Services;
  std::string name() {
    std::lock_guard<std::recursive_mutex> Hold(Lock);
    return Name;
  }
  void rename_bad(std::string To) {
    std::lock_guard<std::recursive_mutex> Hold(Lock);
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: {{.*}}deadlock if the 'Settings::Lock' that the awaited thread takes
    Services.end();
    Name = To;
  }
};
struct Others {
  std::mutex Lock;
  int Count = 0;
  Layer6 Services;
  void end_ok() {
    std::lock_guard<std::mutex> Hold(Lock);
    Services.end();
    ++Count;
  }
  int count() {
    std::lock_guard<std::mutex> Hold(Lock);
    return Count;
  }
};
void Server::run() {
  while (!Stop) {
    pollfd P = {0, POLLIN, 0};
    poll(&P, 1, 100);
    settings().name();
  }
}
