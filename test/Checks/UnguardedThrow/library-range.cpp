// RUN: split-file --leading-lines %s %t
// RUN: not %cleanexit check %t/a.cpp -- -std=c++20 -isystem %t > %t.out
// RUN: grep -E '^[^ ]+: warning: ' %t.out | FileCheck %s --implicit-check-not=warning:
// A position that a library checks, far from a cleanup: that it is too large is a
// mistake of whoever wrote what is in between.

//--- view.h
#include <cstddef>
#include <stdexcept>
#include <string>
namespace lib {
template <class E> [[noreturn]] void throw_exception(E const &e) { throw e; }
class string_view {
  const char *p_;
  std::size_t n_;

public:
  string_view(const std::string &s) : p_(s.data()), n_(s.size()) {}
  string_view(const char *p, std::size_t n) : p_(p), n_(n) {}
  bool empty() const { return n_ == 0; }
  std::size_t size() const { return n_; }
  string_view substr(std::size_t pos) const {
    if (pos > size())
      throw_exception(std::out_of_range("string_view::substr"));
    return string_view(p_ + pos, n_ - pos);
  }
};
} // namespace lib

//--- a.cpp
#include <cstdio>
#include <view.h>

static std::string dotted(const std::string &s) {
  std::string result;
  lib::string_view rest = s;
  while (!rest.empty()) {
    result += '.';
    rest = rest.substr(1);
  }
  return result;
}
static void remove_file(const std::string &path) { std::remove(dotted(path).c_str()); }
class Part_ok {
  std::string path_;
  void flush() { remove_file(path_); }

public:
  explicit Part_ok(std::string path) : path_(std::move(path)) {}
  ~Part_ok() { flush(); }
};

class Tail_bad {
  std::string text_;
  std::size_t from_;

public:
  Tail_bad(std::string text, std::size_t from) : text_(std::move(text)), from_(from) {}
  ~Tail_bad() {
    // CHECK: :[[@LINE+1]]:{{.*}}warning: 'std::out_of_range' may leave destructor 'Tail_bad::~Tail_bad'
    lib::string_view v = lib::string_view(text_).substr(from_);
    std::printf("%zu", v.size());
  }
};

// One helper in between is near.
class Rest_bad {
  std::string text_;
  std::size_t from_;
  std::size_t left() const { return lib::string_view(text_).substr(from_).size(); }

public:
  Rest_bad(std::string text, std::size_t from) : text_(std::move(text)), from_(from) {}
  // CHECK: :[[@LINE+1]]:{{.*}}warning: 'std::out_of_range' may leave destructor 'Rest_bad::~Rest_bad'
  ~Rest_bad() { std::printf("%zu", left()); }
};
