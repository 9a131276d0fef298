// RUN: %cleanexit check %s -- -std=c++20
// What is walked over comes from itself: no search for it may go on for ever.
#include <algorithm>
#include <array>
#include <mutex>
#include <span>

static constexpr std::array<unsigned char, 4> Values{1, 2, 3, 4};
struct Filters {
  std::mutex M;
  unsigned Set = 0;
};
void control_ok(Filters &F, bool One) {
  auto Part = std::span{Values}.subspan(0, 2);
  if (One)
    Part = Part.subspan(1, 1);
  std::lock_guard L(F.M);
  std::for_each(Part.begin(), Part.end(),
                [&F](unsigned char V) { F.Set |= 1u << V; });
}
