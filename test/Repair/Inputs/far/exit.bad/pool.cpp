#include "pool.h"

Pool::Pool() : thread_([this] { run(); }) {}
void Pool::run() {
  while (!stop_)
    std::this_thread::yield();
}
Pool::~Pool() {
  stop_ = true;
  thread_.join();
}
