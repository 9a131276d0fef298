#include <stdexcept>

void leave() { throw std::runtime_error("no"); }

template <class F> struct Guard {
  F run;
  ~Guard() { run(); }
};
template <class F> Guard(F) -> Guard<F>;

struct Safe_bad {
  ~Safe_bad() { leave(); }
};
void suggested_bad() {
  Guard g{[] { leave(); }};
}
#define LEAVE() leave()
#define LEAVE_TWICE() \
  int n = 2;          \
  while (n--)         \
    leave();
struct Macro_bad {
  bool open = true;
  ~Macro_bad() {
    if (open)
      LEAVE();
  }
};
struct Inside_bad {
  ~Inside_bad() { LEAVE_TWICE() }
};
