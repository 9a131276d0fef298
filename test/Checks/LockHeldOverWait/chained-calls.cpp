// RUN: not %cleanexit check --checks=cleanup-lock-held-over-wait %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What gives back its own object is that object, whatever it does before: what is
// locked at the beginning of an expression is free at its end.
#include <cstdio>
#include <mutex>
#include <string>
#include <unistd.h>

class Line {
public:
  struct End {};
  Line &begin(const char *where) {
    mutex_.lock();
    text_ = where;
    return *this;
  }
  Line &operator<<(const char *text) {
    text_ += text;
    return *this;
  }
  Line &operator<<(char letter) {
    if (size_ < 240) {
      if (form_ & 1) {
        buffer_[size_++] = letter >> 4 & 15;
        buffer_[size_++] = letter & 15;
        left_ -= 2;
      } else if (form_ & 2) {
        buffer_[size_ + 2] = letter & 7;
        letter >>= 3;
        buffer_[size_ + 1] = letter & 7;
        letter >>= 3;
        buffer_[size_] = letter & 3;
        size_ += 3;
        left_ -= 3;
      } else {
        buffer_[size_++] = letter;
        left_--;
      }
      form_ = 0;
    }
    return *this;
  }
  Line &operator<<(End) {
    std::puts(text_.c_str());
    mutex_.unlock();
    return *this;
  }
  std::size_t length() {
    std::lock_guard<std::mutex> lock(mutex_);
    return text_.size();
  }

private:
  std::mutex mutex_;
  std::string text_;
  char buffer_[256];
  int size_ = 0, form_ = 0, left_ = 256;
};

void ended_ok(Line &line) {
  line.begin("open ") << "number" << ' ' << Line::End();
  sleep(3);
}
void unended_bad(Line &line) {
  line.begin("open ") << "number" << ' ';
  sleep(3); // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: {{.*}} is held while 'unended_bad' sleeps
}
