// RUN: not %cleanexit check --checks='cleanup-blocking-call' %s -- -std=c++20 > %t
// RUN: FileCheck %s --implicit-check-not=warning: < %t
// Constructors that a library calls, be they templates or one of several.
#include <any>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <unistd.h>
#include <utility>
#include <variant>
#include <vector>

struct Slow {
  template <class T> explicit Slow(T) { sleep(60); }
};
struct Forwards {
  template <class... A> explicit Forwards(A &&...) { sleep(60); }
};
struct ByTrait {
  template <class T, class = std::enable_if_t<std::is_integral_v<T>>>
  ByTrait(T) { sleep(60); }
  template <class T, class = std::enable_if_t<!std::is_integral_v<T>>, int = 0>
  ByTrait(T &&) {}
};
struct ByValueOrMove {
  ByValueOrMove(const std::string &) { sleep(60); }
  ByValueOrMove(std::string &&) {}
};
struct ByType {
  explicit ByType(int) { sleep(60); }
  explicit ByType(const std::string &) {}
};

struct Unique_bad { ~Unique_bad() { auto p = std::make_unique<Slow>(3); } };
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
struct Shared_bad { ~Shared_bad() { auto p = std::make_shared<Slow>(3); } };
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
struct Vector_bad { std::vector<Slow> v; ~Vector_bad() { v.emplace_back(4); } };
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
struct Map_bad { std::map<int, Slow> m; ~Map_bad() { m.try_emplace(2, 4); } };
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
struct Optional_bad { std::optional<Slow> o; ~Optional_bad() { o.emplace(4); } };
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
struct InPlace_bad { ~InPlace_bad() { std::optional<Slow> o(std::in_place, 3); } };
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
struct Variant_bad { std::variant<int, Slow> v; ~Variant_bad() { v.emplace<Slow>(3); } };
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
struct Pack_bad { ~Pack_bad() { auto p = std::make_unique<Forwards>(3, "x", 1.0); } };
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
struct Trait_bad { ~Trait_bad() { auto p = std::make_unique<ByTrait>(3); } };
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
struct Lvalue_bad { std::string s; ~Lvalue_bad() { auto p = std::make_unique<ByValueOrMove>(s); } };
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:
struct Type_bad { ~Type_bad() { auto p = std::make_unique<ByType>(3); } };
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning:

struct OtherAlternative_ok { std::variant<int, Slow> v; ~OtherAlternative_ok() { v.emplace<int>(3); } };
struct Trait_ok { ~Trait_ok() { auto p = std::make_unique<ByTrait>(std::string()); } };
struct Rvalue_ok { std::string s; ~Rvalue_ok() { auto p = std::make_unique<ByValueOrMove>(std::move(s)); } };
struct Type_ok { ~Type_ok() { auto p = std::make_unique<ByType>("x"); } };
struct List_ok { std::list<ByType> l; ~List_ok() { l.emplace_back("x"); } };

// Parts of a pair, and what std::any holds.
struct Slowly {
  Slowly() {}
  Slowly(int Seconds, int) { sleep(Seconds); }
};
struct Piecewise_bad {
  std::map<int, Slowly> All;
  ~Piecewise_bad() {
    All.emplace(std::piecewise_construct, std::forward_as_tuple(1), std::forward_as_tuple(3, 0));
    // CHECK: :[[@LINE-1]]:{{.*}}sleeps ('sleep') for up to 3 s
  }
};
struct Pair_bad {
  ~Pair_bad() {
    std::pair<int, Slowly> Both(std::piecewise_construct, std::forward_as_tuple(1), std::forward_as_tuple(4, 0));
    // CHECK: :[[@LINE-1]]:{{.*}}sleeps ('sleep') for up to 4 s
  }
};
struct Piecewise_ok {
  std::map<int, Slowly> All;
  ~Piecewise_ok() { All.emplace(std::piecewise_construct, std::forward_as_tuple(1), std::forward_as_tuple()); }
};
struct Any_bad {
  std::any Some;
  ~Any_bad() {
    Some.emplace<Slowly>(5, 0); // CHECK: :[[@LINE]]:{{.*}}sleeps ('sleep') for up to 5 s
    auto Other = std::make_any<Slowly>(6, 0); // CHECK: :[[@LINE]]:{{.*}}sleeps ('sleep') for up to 6 s
    std::any Third(std::in_place_type<Slowly>, 7, 0); // CHECK: :[[@LINE]]:{{.*}}sleeps ('sleep') for up to 7 s
  }
};
