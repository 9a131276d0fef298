#include "pool.h"

Pool::~Pool() {
  stop();
}
