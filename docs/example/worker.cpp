#include "service.h"

static void finish(std::thread &thread) {
  if (thread.joinable())
    thread.join();
}

void Worker::start() {
  thread_ = std::thread([] {
    for (;;)
      std::this_thread::sleep_for(std::chrono::seconds(1));
  });
}

void Worker::stop() { finish(thread_); }

// Nothing tells the thread to end, so nothing ends the wait.
Worker::~Worker() { stop(); }
