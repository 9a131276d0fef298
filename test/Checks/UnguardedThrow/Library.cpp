// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What the language and the library do in between: a loop's own step, streams.
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

// A stream that was asked to throw, and to be quiet again.
#include <fstream>
struct Asked {
  std::ofstream out;
  Asked() { out.exceptions(std::ios::failbit | std::ios::badbit); }
};
struct Flushes_bad : Asked {
  ~Flushes_bad() { out.flush(); } // CHECK: :[[@LINE]]:{{.*}}warning: 'std::ios_base::failure' may leave
};
struct QuietFirst_ok : Asked {
  ~QuietFirst_ok() {
    out.exceptions(std::ios::goodbit);
    out.flush();
    out.close();
  }
};
