// Its destructor is in another TU.
#include "pool.h"

Pool &pool() {
  static Pool instance;
  return instance;
}
