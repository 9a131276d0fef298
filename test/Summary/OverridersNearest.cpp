// RUN: not %cleanexit check %s -- -std=c++20 | FileCheck %s
// What overrides a base that is reached by a shorter way, too, is what is called.
#include <thread>
struct Stops {
  virtual ~Stops() = default;
  virtual void stop() = 0;
  void end() { stop(); }
};
struct Joins : virtual Stops {
  std::thread thread;
  void stop() override { thread.join(); }
};
struct Both : virtual Stops, Joins {};
struct Ends {
  ~Ends() {
    Both both;
    both.end(); // CHECK: :[[@LINE]]:{{.*}}warning: destructor 'Ends::~Ends' waits for a thread to end
  }
};
