// RUN: not %cleanexit check --checks=cleanup-unguarded-throw %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A constructor that nobody wrote throws what those of its parts do, also where only
// a library runs it.
#include <cstddef>
#include <memory>
#include <stdexcept>
#include <vector>

class Bytes {
  std::vector<char> bytes_;

public:
  explicit Bytes(std::size_t size = 64);
};
Bytes::Bytes(std::size_t size) : bytes_(size) {}
struct Positive {
  explicit Positive(int n = -1) {
    if (n < 0)
      throw std::invalid_argument("n");
  }
};
struct Block {
  Block() = default;
  Bytes bytes;
};
struct Count {
  Count() = default;
  Positive number;
};
struct Shared_ok {
  ~Shared_ok() { auto block = std::make_shared<Block>(); }
};
struct Unique_ok {
  ~Unique_ok() { auto block = std::make_unique<Block>(); }
};
struct Shared_bad {
  ~Shared_bad() { auto count = std::make_shared<Count>(); } // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: 'std::invalid_argument' may leave destructor 'Shared_bad::~Shared_bad'
};
