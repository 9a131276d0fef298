// RUN: not %cleanexit check --checks='cleanup-network-io' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// What only hands on is no further away.
#include <sys/socket.h>
#include <vector>

struct Output {
  virtual ~Output() = default;
  void flush() { doFlush(); }
  void write(int n) { doWrite(n); }
  virtual void doFlush() {}
  virtual void doWrite(int n) = 0;
};
struct Socket : Output {
  int fd = -1;
  void doWrite(int n) override { ::send(fd, &n, sizeof n, 0); }
};
struct Buffered : Output {
  Output *below;
  std::vector<int> pending;
  explicit Buffered(Output *below) : below(below) {}
  void doFlush() override {
    for (int n : pending)
      below->write(n);
    below->flush();
    pending.clear();
  }
  void doWrite(int n) override { pending.push_back(n); }
};
struct Compressed_bad {
  Buffered *below;
  void finish() { end(); }
  void end() { below->flush(); }
  ~Compressed_bad() {
    finish(); // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: destructor 'Compressed_bad::~Compressed_bad' talks to another machine ('send')
  }
};
// Who is asked for what it is handed to is no further away either.
struct Ring : Output {
  Output *below;
  explicit Ring(Output *below) : below(below) {}
  Output *next() { return below; }
  void doWrite(int n) override { next()->write(n); }
};
struct Monitor_bad {
  Ring *ring;
  explicit Monitor_bad(Ring *ring) : ring(ring) {}
  Ring *engine() { return ring; }
  void send(int n) { engine()->write(n); }
  void print() { send(1); }
  ~Monitor_bad() {
    print(); // CHECK: :[[@LINE]]:{{[0-9]+}}: warning: destructor 'Monitor_bad::~Monitor_bad' talks to another machine ('send')
  }
};
void use() {
  Socket socket;
  Buffered buffered(&socket);
  Compressed_bad compressed{&buffered};
  Ring ring(&socket);
  Monitor_bad monitor(&ring);
}

// Each of them does something else as well.
struct Layers_ok {
  Socket below;
  int calls = 0;
  void note() { ++calls; }
  ~Layers_ok() { one(); }
  void one() {
    note();
    two();
  }
  void two() {
    note();
    three();
  }
  void three() {
    note();
    four();
  }
  void four() {
    note();
    five();
  }
  void five() {
    note();
    six();
  }
  void six() {
    note();
    below.write(calls);
  }
};
