// RUN: not %cleanexit check --checks=cleanup-unguarded-throw %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A local object that nobody changes is as its constructor has made it.
#include <stdexcept>
#include <string>

struct Request {
  int kind = 0;
  bool isNone() const { return kind == 0; }
};

class Sink {
public:
  virtual ~Sink() = default;
  virtual long write(const char *text, Request &request) = 0;
  void put(const char *text) {
    Request request;
    write(text, request);
    if (!request.isNone())
      throw std::logic_error("it does not wait");
  }
};
class Buffer : public Sink {
  std::string text_;

public:
  long write(const char *text, Request &) override {
    text_ = text;
    return 1;
  }
};
class Pipe : public Sink {
public:
  long write(const char *, Request &request) override {
    request.kind = 1;
    return 0;
  }
};

class Buffered_ok {
  Buffer buffer_;

public:
  ~Buffered_ok() { buffer_.put("done"); }
};
class Piped_bad {
  Pipe pipe_;

public:
  ~Piped_bad() {
    pipe_.put("done"); // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: 'std::logic_error' may leave destructor 'Piped_bad::~Piped_bad'
  }
};

// Who is handed it may change it.
void fill(Request &request);
class Handed_bad {
public:
  ~Handed_bad() {
    Request request;
    fill(request);
    if (!request.isNone())
      throw std::logic_error("it was filled"); // CHECK: [[#@LINE]]:{{[0-9]+}}: warning: 'std::logic_error' may leave destructor 'Handed_bad::~Handed_bad'
  }
};
class Asked_ok {
  int count_ = 0;

public:
  ~Asked_ok() {
    Request request;
    ++count_;
    if (request.kind != 0)
      throw std::logic_error("it was not filled");
  }
};

void use() {
  Buffered_ok buffered;
  Piped_bad piped;
}
