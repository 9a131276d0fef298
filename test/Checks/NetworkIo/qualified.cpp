// A call that names the class is that class's, whoever overrides it.
// RUN: %cleanexit check %s -- -std=c++20 2>&1 | FileCheck %s --allow-empty --implicit-check-not=warning:
#include <sys/socket.h>
#include <unistd.h>

struct Stream {
  int socket;
  virtual ~Stream() {}
  virtual void close() { ::close(socket); }
};
struct Polite : Stream {
  ~Polite() override { Stream::close(); }
  void close() override {
    char reply;
    ::recv(socket, &reply, 1, 0);
    Stream::close();
  }
};
