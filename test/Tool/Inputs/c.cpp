#include <thread>

void finish(std::thread &t) {
  t.join();
}
