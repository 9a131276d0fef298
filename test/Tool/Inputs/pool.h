#pragma once
#include <thread>

struct Pool {
  std::thread worker;
  void stop();
  ~Pool();
};
