// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: (warning|note): ' %t | FileCheck %s --implicit-check-not=warning: --implicit-check-not=close_ok
// A wait is told of its innermost holder; who else holds a lock is said there.
#include <chrono>
#include <mutex>
#include <thread>

class Store {
  std::mutex all_, one_;
  int count_ = 0;
  void flush_bad() {
    std::lock_guard<std::mutex> l(one_);
    // CHECK: :[[@LINE+1]]:{{.*}}warning: 'one_' is held while 'Store::flush_bad'
    std::this_thread::sleep_for(std::chrono::seconds(1));
    // CHECK: :[[@LINE-3]]:{{.*}}note: 'one_' is taken here
    // CHECK: :[[@LINE+5]]:{{.*}}note: 'all_' is taken here, and 'Store::close_bad' holds it over this as well
  }

public:
  void close_bad() {
    std::lock_guard<std::mutex> l(all_);
    flush_bad();
  }
  void close_ok() {
    all_.lock();
    all_.unlock();
    flush_bad();
  }
  int count_ok() {
    std::lock_guard<std::mutex> l(one_);
    return count_;
  }
  void both_bad() {
    std::lock_guard<std::mutex> a(all_);
    std::lock_guard<std::mutex> o(one_);
    // CHECK: :[[@LINE+1]]:{{.*}}warning: 'all_' is held while 'Store::both_bad'
    std::this_thread::sleep_for(std::chrono::seconds(1));
    // CHECK: :[[@LINE-3]]:{{.*}}note: 'one_' is taken here, and held as well
  }
};

// Those who call it with a constant are callers as the others are.
class Server {
  std::mutex all_, one_;
  std::thread thread_;
  void stop_bad(const int *flags) {
    std::lock_guard<std::mutex> l(one_);
    if (flags && *flags)
      return;
    // CHECK: :[[@LINE+1]]:{{.*}}warning: 'one_' is held while 'Server::stop_bad'
    thread_.join();
    // CHECK: :[[@LINE-5]]:{{.*}}note: 'one_' is taken here
    // CHECK: :[[@LINE+6]]:{{.*}}note: 'all_' is taken here, and 'Server::close_bad' holds it over this as well
    // CHECK: :[[@LINE+9]]:{{.*}}note: 'all_' is taken here, and 'Server::leave_bad' holds it over this as well
  }

public:
  void close_bad() {
    std::lock_guard<std::mutex> l(all_);
    stop_bad(nullptr);
  }
  void leave_bad(int flags) {
    std::lock_guard<std::mutex> l(all_);
    stop_bad(&flags);
  }
};

// Of many the nearest are named, wherever they stand.
class Many {
  std::mutex a_, b_, c_, d_, e_, one_;

public:
  void far_ok() {
    std::lock_guard<std::mutex> l(e_);
    d();
  }
  void d() {
    std::lock_guard<std::mutex> l(d_);
    c();
  }
  void c() {
    std::lock_guard<std::mutex> l(c_);
    b();
  }
  void b() {
    std::lock_guard<std::mutex> l(b_);
    a();
  }
  void a() {
    std::lock_guard<std::mutex> l(a_);
    wait_bad();
  }
  void wait_bad() {
    std::lock_guard<std::mutex> l(one_);
    // CHECK: :[[@LINE+1]]:{{.*}}warning: 'one_' is held while 'Many::wait_bad'
    std::this_thread::sleep_for(std::chrono::seconds(1));
    // CHECK-NOT: far_ok
    // CHECK: note: 'd_' is taken here, and 'Many::d' holds it
    // CHECK: note: 'c_' is taken here, and 'Many::c' holds it
    // CHECK: note: 'b_' is taken here, and 'Many::b' holds it
    // CHECK: note: 'a_' is taken here, and 'Many::a' holds it
  }
};
