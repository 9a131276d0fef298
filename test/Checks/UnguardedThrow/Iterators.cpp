// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What the loop's own step throws.
#include <filesystem>
#include <vector>

namespace fs = std::filesystem;
struct Walks_bad {
  fs::path p;
  int n = 0;
  ~Walks_bad() {
    std::error_code ec;
    for (const auto &e : fs::directory_iterator(p, ec)) // CHECK: :[[@LINE]]:{{.*}}warning: 'std::filesystem::filesystem_error' may leave
      n += e.is_directory(ec);
  }
};
struct Steps_ok {
  fs::path p;
  int n = 0;
  ~Steps_ok() {
    std::error_code ec;
    for (fs::directory_iterator i(p, ec), end; !ec && i != end; i.increment(ec))
      ++n;
  }
};
struct Counts_ok {
  std::vector<int> all;
  int n = 0;
  ~Counts_ok() {
    for (int one : all)
      n += one;
  }
};
