// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// An assignment to a jthread joins the one that runs: there is none if it was asked.
#include <mutex>
#include <stop_token>
#include <thread>
#include <unistd.h>

class Capture {
  std::mutex m_;
  std::jthread thread_;
  int frames_ = 0;
  void run(std::stop_token token) {
    while (!token.stop_requested())
      usleep(5000);
  }

public:
  void start_ok() {
    std::lock_guard<std::mutex> l(m_);
    if (!thread_.joinable())
      thread_ = std::jthread([this](std::stop_token token) { run(token); });
  }
  void startOr_ok() {
    std::lock_guard<std::mutex> l(m_);
    if (thread_.joinable())
      ++frames_;
    else
      thread_ = std::jthread([this](std::stop_token token) { run(token); });
  }
  int frames_ok() {
    std::lock_guard<std::mutex> l(m_);
    return frames_ + 1;
  }
};
class Recapture {
  std::mutex m_;
  std::jthread thread_;
  int frames_ = 0;
  void run() { usleep(60000000); }

public:
  void restart_bad() {
    std::lock_guard<std::mutex> l(m_);
    if (thread_.joinable())
      thread_ = std::jthread([this] { run(); }); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: 'm_' is held while 'Recapture::restart_bad' waits for a thread to end
  }
  int frames_ok() {
    std::lock_guard<std::mutex> l(m_);
    return frames_ + 1;
  }
};
