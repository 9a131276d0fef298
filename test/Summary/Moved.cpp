// RUN: %cleanexit why Bell::ring sleep --in=%s -- -std=c++20 | FileCheck %s --check-prefix=RING
// RUN: %cleanexit why Gong::ring sleep --in=%s -- -std=c++20 | FileCheck %s --check-prefix=GONG
// RUN: %cleanexit why Horn::ring sleep --in=%s -- -std=c++20 | FileCheck %s --check-prefix=HORN
// Callables that are taken out of a member, all at once, are those that were put
// there.
#include <functional>
#include <unistd.h>
#include <utility>
#include <vector>

struct Bell {
  std::vector<std::function<void()>> all;
  void then(std::function<void()> f) { all.push_back(std::move(f)); }
  void ring() {
    std::vector<std::function<void()>> now;
    now.swap(all);
    for (auto &f : now)
      f();
  }
};
struct Gong {
  std::vector<std::function<void()>> all;
  void then(std::function<void()> f) { all.push_back(std::move(f)); }
  void ring() {
    auto now = std::move(all);
    for (auto &f : now)
      f();
  }
};
struct Horn {
  std::vector<std::function<void()>> all;
  void then(std::function<void()> f) { all.push_back(std::move(f)); }
  void ring() {
    for (auto &f : std::exchange(all, {}))
      f();
  }
};
void use(Bell &b, Gong &g, Horn &h) {
  b.then([] { sleep(1); });
  g.then([] { sleep(2); });
  h.then([] { usleep(30000); });
}
// RING: Bell::ring: sleeps
// GONG: Gong::ring: sleeps
// HORN: Horn::ring: sleeps
