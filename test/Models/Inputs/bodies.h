// A library of inline functions, some of which have a model.
#include <unistd.h>
namespace inlined {
struct Loop {
  int Fd;
  ~Loop() { fsync(Fd); }
  void stop() { fsync(Fd); }
  void run() { fsync(Fd); }
};
}
