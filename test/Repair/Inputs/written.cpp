#include <functional>
#include <stdexcept>

void leave() { throw std::runtime_error("no"); }

struct Catches_bad {
  bool open = true;
  ~Catches_bad() {
    if (open)
      leave(); // a comment stays with its line
  }
};

class Asks_bad {
  std::function<void()> run;

public:
  Asks_bad() = default;
  explicit Asks_bad(std::function<void()> run) : run(std::move(run)) {}
  Asks_bad(const Asks_bad &) = delete;
  ~Asks_bad() { run(); }
};
Asks_bad nothing() { return Asks_bad(); }
