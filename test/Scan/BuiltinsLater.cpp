// RUN: not %cleanexit check %s -- -std=c++20 | FileCheck %s
// A template that only we instantiate may be the first to name a builtin, after the
// parser has closed the TU's scope.
#include <memory>
#include <string>
#include <unistd.h>
#include <utility>

struct Cell {
  double Numbers[8];
  std::shared_ptr<int> Owner;
};
template <class T> struct Copies_bad {
  T Value, Other;
  ~Copies_bad() {
    Value = std::move(Other);
    sleep(1);
  }
};
// CHECK: 'Copies_bad<Cell>::~Copies_bad' sleeps
std::shared_ptr<Copies_bad<Cell>> load();

template <class T> struct IsText {
  static char (&test(const char *))[2];
  static char test(...);
  static const T &make();
  static const bool value = sizeof(test(make())) == 2;
};
template <class T> struct Asks_bad {
  bool Text = false;
  ~Asks_bad() {
    Text = IsText<T>::value;
    sleep(1);
  }
};
// CHECK: 'Asks_bad<{{.*}}>::~Asks_bad' sleeps
std::shared_ptr<Asks_bad<std::string>> loadText();

int main() {
  std::shared_ptr<Copies_bad<Cell>> One = load();
  std::shared_ptr<Asks_bad<std::string>> Two = loadText();
}
