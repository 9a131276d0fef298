// RUN: not %cleanexit check %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A queue that ends drops its operations: it calls each one's function with no
// owner, and then that need not run the handler.
#include <functional>
#include <memory>
#include <stdexcept>
#include <utility>

namespace only_owned {
class Operation {
  using Function = void (*)(void *, Operation *, int);
  Function function_;

protected:
  explicit Operation(Function f) : function_(f) {}

public:
  void complete(void *owner, int error) { function_(owner, this, error); }
  void drop() { function_(nullptr, this, -1); }
  Operation *next = nullptr;
};
template <class Handler> class Waits : public Operation {
  Handler handler_;

public:
  explicit Waits(Handler h) : Operation(&Waits::run), handler_(std::move(h)) {}
  static void run(void *owner, Operation *base, int error) {
    Waits *self = static_cast<Waits *>(base);
    Handler handler(std::move(self->handler_));
    delete self;
    if (owner)
      handler(error);
  }
};
class Connection_ok : public std::enable_shared_from_this<Connection_ok> {
  Operation *first_ = nullptr;
  std::function<void(int)> answer_;
  template <class Handler> void wait(Handler h) { first_ = new Waits<Handler>(std::move(h)); }

public:
  explicit Connection_ok(std::function<void(int)> f) : answer_(std::move(f)) {}
  ~Connection_ok() {
    if (first_)
      first_->drop();
  }
  void start() {
    auto me = shared_from_this();
    wait([me](int error) { me->answer_(error); });
  }
};
class Client {
  std::shared_ptr<Connection_ok> connection_;
  void answer(int error) {
    if (error)
      throw std::runtime_error("no answer");
  }

public:
  void ask() {
    connection_ = std::make_shared<Connection_ok>([this](int error) { answer(error); });
    connection_->start();
  }
};
} // namespace only_owned

namespace always {
class Operation {
  using Function = void (*)(void *, Operation *, int);
  Function function_;

protected:
  explicit Operation(Function f) : function_(f) {}

public:
  void complete(void *owner, int error) { function_(owner, this, error); }
  void drop() { function_(nullptr, this, -1); }
  Operation *next = nullptr;
};
template <class Handler> class Waits : public Operation {
  Handler handler_;

public:
  explicit Waits(Handler h) : Operation(&Waits::run), handler_(std::move(h)) {}
  static void run(void *owner, Operation *base, int error) {
    Waits *self = static_cast<Waits *>(base);
    Handler handler(std::move(self->handler_));
    delete self;
    if (owner || error)
      handler(error);
  }
};
class Connection_bad : public std::enable_shared_from_this<Connection_bad> {
  Operation *first_ = nullptr;
  std::function<void(int)> answer_;
  template <class Handler> void wait(Handler h) { first_ = new Waits<Handler>(std::move(h)); }

public:
  explicit Connection_bad(std::function<void(int)> f) : answer_(std::move(f)) {}
  ~Connection_bad() {
    if (first_)
      // CHECK: :[[@LINE+1]]:{{.*}}warning: 'std::logic_error' may leave destructor 'always::Connection_bad::~Connection_bad'
      first_->drop();
  }
  void start() {
    auto me = shared_from_this();
    wait([me](int error) { me->answer_(error); });
  }
};
class Client {
  std::shared_ptr<Connection_bad> connection_;
  void answer(int error) {
    if (error)
      throw std::logic_error("no answer");
  }

public:
  void ask() {
    connection_ = std::make_shared<Connection_bad>([this](int error) { answer(error); });
    connection_->start();
  }
};
} // namespace always
