// RUN: rm -rf %t && split-file %s %t
// RUN: not %cleanexit check %t/use.cpp -- -std=c++20 -isystem %t > %t/default
// RUN: FileCheck %t/use.cpp --implicit-check-not=_ok --input-file=%t/default
// RUN: not %cleanexit check --option=cleanup-unguarded-throw.Strict=true %t/use.cpp -- -std=c++20 -isystem %t > %t/strict
// RUN: FileCheck %t/use.cpp --check-prefix=STRICT --input-file=%t/strict
// A header shows how, and the model says what it comes to.
//--- fmt.h
#pragma once
#include <ctime>
#include <stdexcept>
namespace fmt {
struct format_error : std::runtime_error {
  using runtime_error::runtime_error;
};
inline std::tm localtime(std::time_t time) {
  std::tm in;
  if (!localtime_r(&time, &in))
    throw format_error("time_t value out of range");
  return in;
}
inline std::tm other(std::time_t time) {
  std::tm in;
  if (!localtime_r(&time, &in))
    throw format_error("time_t value out of range");
  return in;
}
}
//--- use.cpp
#include <fmt.h>
struct Logs_ok {
  ~Logs_ok() { fmt::localtime(std::time(nullptr)); }
  // STRICT: 'fmt::format_error' may leave destructor 'Logs_ok::~Logs_ok'
};
struct Other_bad {
  ~Other_bad() { fmt::other(std::time(nullptr)); }
  // CHECK: 'fmt::format_error' may leave destructor 'Other_bad::~Other_bad'
};
