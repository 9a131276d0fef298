// RUN: not %cleanexit check %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Handles share their implementation by a pointer to its base: each kind of
// handle has only the implementations that its constructors are given.
#include <memory>

struct SSL;
extern "C" int SSL_shutdown(SSL *);

class Impl {
public:
  virtual ~Impl() = default;
  virtual void close() {}
};
class DatagramImpl : public Impl {};
class StreamImpl : public Impl {};
class SecureImpl : public StreamImpl {
  SSL *ssl_ = nullptr;

public:
  void close() override {
    if (ssl_)
      SSL_shutdown(ssl_);
  }
};

class Socket {
  std::shared_ptr<Impl> impl_;

public:
  explicit Socket(std::shared_ptr<Impl> i) : impl_(std::move(i)) {}
  void close() { impl_->close(); }
};
class DatagramSocket : public Socket {
public:
  DatagramSocket() : Socket(std::make_shared<DatagramImpl>()) {}
};
class StreamSocket : public Socket {
public:
  StreamSocket() : Socket(std::make_shared<StreamImpl>()) {}
  explicit StreamSocket(std::shared_ptr<Impl> i) : Socket(std::move(i)) {}
};
class SecureSocket : public StreamSocket {
public:
  SecureSocket() : StreamSocket(std::make_shared<SecureImpl>()) {}
};

class Log_ok {
  DatagramSocket socket_;
  bool open_ = true;

public:
  ~Log_ok() {
    if (open_)
      socket_.close();
  }
};
class Feed_bad {
  StreamSocket socket_;
  bool open_ = true;

public:
  explicit Feed_bad(StreamSocket s) : socket_(std::move(s)) {}
  ~Feed_bad() {
    if (open_)
      // CHECK: :[[@LINE+1]]:{{.*}}warning: destructor 'Feed_bad::~Feed_bad' talks to another machine
      socket_.close();
  }
};
StreamSocket connect() { return SecureSocket(); }
void use() {
  Log_ok log;
  Feed_bad feed(connect());
}
