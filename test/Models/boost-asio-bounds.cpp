// REQUIRES: boost-asio
// RUN: not %cleanexit check --checks='cleanup-blocking-call,cleanup-network-io' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: (warning|note): ' %t | FileCheck %s --implicit-check-not=warning:
// How long a loop runs, with the real header.
#include <boost/asio.hpp>
#include <chrono>

using namespace std::chrono_literals;
namespace asio = boost::asio;

struct RunFor_bad {
  asio::io_context io;
  ~RunFor_bad() { io.run_for(5s); } // CHECK: :[[@LINE]]:{{.*}}warning: destructor 'RunFor_bad::~RunFor_bad' waits for input or output{{.*}}('boost::asio::io_context::run_for') for up to 5 s
  // CHECK: note: {{.*}}it runs handlers until there is no more work
};
struct RunFor_ok {
  asio::io_context io;
  ~RunFor_ok() { io.run_for(5ms); }
};
struct RunUntil_bad {
  asio::io_context io;
  ~RunUntil_bad() { io.run_until(std::chrono::steady_clock::now() + 3s); } // CHECK: :[[@LINE]]:{{.*}}warning: destructor 'RunUntil_bad::~RunUntil_bad' waits for input or output{{.*}}for up to 3 s
};
struct RunUntil_ok {
  asio::io_context io;
  ~RunUntil_ok() { io.run_until(std::chrono::steady_clock::now() + 3ms); }
};
struct Run_bad {
  asio::io_context io;
  ~Run_bad() { io.run(); } // CHECK: :[[@LINE]]:{{.*}}warning: destructor 'Run_bad::~Run_bad' waits for input or output{{.*}}with no bound
};
struct Poll_ok {
  asio::io_context io;
  ~Poll_ok() { io.poll(); }
};
struct Connects_bad {
  asio::ip::tcp::socket &s;
  asio::ip::tcp::endpoint e;
  ~Connects_bad() {
    boost::system::error_code ec;
    s.connect(e, ec); // CHECK: :[[@LINE]]:{{.*}}warning: destructor 'Connects_bad::~Connects_bad' talks to another machine
  }
};
struct Begins_ok {
  asio::ip::tcp::socket &s;
  asio::ip::tcp::endpoint e;
  ~Begins_ok() {
    s.async_connect(e, [](boost::system::error_code) {});
    boost::system::error_code ec;
    s.close(ec);
  }
};
struct Timer_bad {
  asio::steady_timer t;
  ~Timer_bad() { t.wait(); } // CHECK: :[[@LINE]]:{{.*}}warning: destructor 'Timer_bad::~Timer_bad' sleeps
};
struct Timer_ok {
  asio::steady_timer t;
  ~Timer_ok() { t.cancel(); }
};
