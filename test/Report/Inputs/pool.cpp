#include <thread>

// Two findings, one with a chain; a path and a text that need escaping.
struct Pool {
  std::thread t;
  void stop() { t.join(); }
  ~Pool() { stop(); }
};
template <class T> struct Named {
  std::thread t;
  ~Named() { /* é */ t.join(); }
};
Named<Pool> n;
