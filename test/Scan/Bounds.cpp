// RUN: %cleanexit scan %s -- -std=c++20 | FileCheck %s
// How long an act may last, as far as its arguments say.
#include <chrono>
#include <condition_variable>
#include <future>
#include <mutex>
#include <poll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <time.h>
#include <unistd.h>

using namespace std::chrono_literals;
constexpr int limit = 250;
enum { nap_ms = 20 };
constexpr auto grace = std::chrono::milliseconds(1500);
static const std::chrono::seconds patience{5};
struct Settings { static constexpr int timeout = 7; };

void literals() {
  // CHECK-LABEL: function _Z8literalsv
  std::this_thread::sleep_for(10ms);
  // CHECK: sleep_for{{.*}} (10ms)
  std::this_thread::sleep_for(std::chrono::seconds(3));
  // CHECK: sleep_for{{.*}} (3000ms)
  std::this_thread::sleep_for(std::chrono::milliseconds{limit});
  // CHECK: sleep_for{{.*}} (250ms)
  std::this_thread::sleep_for(grace);
  // CHECK: sleep_for{{.*}} (1500ms)
  std::this_thread::sleep_for(patience * 2);
  // CHECK: sleep_for{{.*}} (10000ms)
  std::this_thread::sleep_for(1s + 500ms);
  // CHECK: sleep_for{{.*}} (1500ms)
  std::this_thread::sleep_for(std::chrono::duration<double>(0.25));
  // CHECK: sleep_for{{.*}} (250ms)
  sleep(Settings::timeout);
  // CHECK: call sleep (7)
  usleep(nap_ms * 1000);
  // CHECK: call usleep (20000)
}
void parameters(int ms, std::chrono::seconds s) {
  // CHECK-LABEL: function _Z10parameters
  std::this_thread::sleep_for(std::chrono::milliseconds(ms));
  // CHECK: sleep_for{{.*}} ($0*1000000+whole)
  std::this_thread::sleep_for(s);
  // CHECK: sleep_for{{.*}} ($1*1000000000+whole)
  sleep(ms);
  // CHECK: call sleep ($0)
}
void locals() {
  // CHECK-LABEL: function _Z6localsv
  const auto pause = 30ms;
  std::this_thread::sleep_for(pause);
  // CHECK: sleep_for{{.*}} (30ms)
  auto other = 40ms;
  std::this_thread::sleep_for(other);
  // CHECK: set other{{.*}} = 40ms
  // CHECK: sleep_for{{.*}} (other@
  int n = 4;
  sleep(n);
  // CHECK: set n{{.*}} = 4
  // CHECK: call sleep (4)
}
void structs(int fd) {
  // CHECK-LABEL: function _Z7structsi
  timespec t{1, 500000000};
  nanosleep(&t, nullptr);
  // CHECK: call nanosleep (1500ms, null)
  timespec later = {.tv_sec = 0, .tv_nsec = 1000000};
  nanosleep(&later, nullptr);
  // CHECK: call nanosleep (1ms, null)
  timeval v;
  v.tv_sec = 2;
  v.tv_usec = 0;
  select(fd, nullptr, nullptr, nullptr, &v);
  // CHECK: call select ({{.*}}, 2000ms)
  select(fd, nullptr, nullptr, nullptr, nullptr);
  // CHECK: call select ({{.*}}, null)
}
void flags(int fd, char *b, pid_t p) {
  // CHECK-LABEL: function _Z5flags
  recv(fd, b, 1, MSG_DONTWAIT);
  // CHECK: call recv ($0, $1, 1, 64)
  recv(fd, b, 1, MSG_DONTWAIT | MSG_PEEK);
  // CHECK: call recv ($0, $1, 1, 66)
  waitpid(p, nullptr, WNOHANG);
  // CHECK: call waitpid ($2, null, 1)
  pollfd q{};
  poll(&q, 1, 0);
  // CHECK: call poll (&q{{.*}}, 1, 0)
  poll(&q, 1, -1);
  // CHECK: call poll (&q{{.*}}, 1, -1)
}
void conditions(std::condition_variable &c, std::unique_lock<std::mutex> &l,
                std::future<int> &f) {
  // CHECK-LABEL: function _Z10conditions
  c.wait_for(l, 100ms, [] { return true; });
  // CHECK: wait_for{{.*}} on $0 ($1, 100ms,
  f.wait_for(0s);
  // CHECK: wait_for{{.*}} on $2 (0ms)
  f.wait_for(std::chrono::seconds::zero());
  // CHECK: wait_for{{.*}} on $2 (0ms)
}
// A default argument, a member with a default, a template's argument.
void nap(int ms = 15) { usleep(ms * 1000); }
template <int Ms> void napFor() {
  // CHECK-LABEL: function _Z6napForILi35EEvv
  std::this_thread::sleep_for(std::chrono::milliseconds(Ms));
  // CHECK: sleep_for{{.*}} (35ms)
}
void defaults() {
  // CHECK-LABEL: function _Z8defaultsv
  nap();
  // CHECK: call {{.*}}_Z3napi (15)
  napFor<35>();
}
