#include "pool.h"

void finish(std::thread &t);

void Pool::stop() {
  finish(worker);
}
