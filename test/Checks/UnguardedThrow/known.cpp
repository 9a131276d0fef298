// Known to be wrong: FN_ is missed, FP_ is false.
// RUN: %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 | count 0
// Of operations of several kinds, what one of them runs when it is dropped is not
// found.
#include <functional>
#include <memory>
#include <stdexcept>
#include <utility>

class Operation {
  using Function = void (*)(void *, Operation *, int);
  Function function_;

protected:
  explicit Operation(Function f) : function_(f) {}

public:
  void drop() { function_(nullptr, this, -1); }
};
template <class Handler> class Waits : public Operation {
  Handler handler_;

public:
  explicit Waits(Handler h) : Operation(&Waits::run), handler_(std::move(h)) {}
  static void run(void *, Operation *base, int error) {
    Waits *self = static_cast<Waits *>(base);
    Handler handler(std::move(self->handler_));
    delete self;
    handler(error);
  }
};
class FN_Connection : public std::enable_shared_from_this<FN_Connection> {
  Operation *first_ = nullptr;
  std::function<void(int)> answer_;
  template <class Handler> void wait(Handler h) { first_ = new Waits<Handler>(std::move(h)); }

public:
  explicit FN_Connection(std::function<void(int)> f) : answer_(std::move(f)) {}
  ~FN_Connection() {
    if (first_)
      first_->drop();
  }
  void start() {
    auto me = shared_from_this();
    wait([me](int error) { me->answer_(error); });
  }
  void again() {
    wait([](int) {});
  }
};
class Client {
  std::shared_ptr<FN_Connection> connection_;
  void answer(int error) {
    if (error)
      throw std::logic_error("no answer");
  }

public:
  void ask() {
    connection_ = std::make_shared<FN_Connection>([this](int error) { answer(error); });
    connection_->start();
  }
};
