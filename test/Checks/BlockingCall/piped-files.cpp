// RUN: %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20
// The same of a file, which has an end.
#include <atomic>
#include <fcntl.h>
#include <thread>
#include <unistd.h>

class File_ok {
  std::atomic<bool> over_{false};
  int from_ = -1;
  long got_ = 0;
  std::thread thread_;
  void read() {
    char c;
    while (!over_)
      got_ += ::read(from_, &c, 1);
  }

public:
  bool open(const char *name) {
    int ends[2] = {::open(name, O_RDONLY), -1};
    from_ = ends[0];
    thread_ = std::thread([this] { read(); });
    return true;
  }
  ~File_ok() {
    over_ = true;
    if (thread_.joinable())
      thread_.join();
  }
};
