#include <atomic>
#include <thread>

class Pool {
  std::atomic<bool> stop_{false};
  std::thread thread_;

  void run();

public:
  Pool();
  ~Pool();
};

Pool &pool();
