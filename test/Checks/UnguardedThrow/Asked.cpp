// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: FileCheck %s --implicit-check-not=warning: < %t
// A test counts if it is of this object, in the branch that says so.
#include <any>
#include <functional>
#include <optional>
#include <utility>
#include <variant>

using Number = std::optional<int>;

struct OtherBranch_bad { Number q; ~OtherBranch_bad() { if (!q) q.value(); } };
// CHECK: :[[@LINE-1]]:{{.*}}bad_optional_access
struct OtherObject_bad { Number q, r; ~OtherObject_bad() { if (r) q.value(); } };
// CHECK: :[[@LINE-1]]:{{.*}}bad_optional_access
struct LeftWithIt_bad { Number q; ~LeftWithIt_bad() { if (q) return; q.value(); } };
// CHECK: :[[@LINE-1]]:{{.*}}bad_optional_access
struct Method_bad { Number q; ~Method_bad() { if (!q.has_value()) q.value(); } };
// CHECK: :[[@LINE-1]]:{{.*}}bad_optional_access
struct Nullopt_bad { Number q; ~Nullopt_bad() { if (q == std::nullopt) q.value(); } };
// CHECK: :[[@LINE-1]]:{{.*}}bad_optional_access
struct AfterBlock_bad { Number q; int n = 0; ~AfterBlock_bad() { if (q) n = *q; q.value(); } };
// CHECK: :[[@LINE-1]]:{{.*}}bad_optional_access
struct Reset_bad { Number q; ~Reset_bad() { if (!q) { if (q) return; q.value(); } } };
// CHECK: :[[@LINE-1]]:{{.*}}bad_optional_access
struct Local_bad { Number make(); ~Local_bad() { Number a = make(), b = make(); if (b) a.value(); } };
// CHECK: :[[@LINE-1]]:{{.*}}bad_optional_access
struct Function_bad { std::function<void()> f; ~Function_bad() { if (!f) f(); } };
// CHECK: :[[@LINE-1]]:{{.*}}bad_function_call{{.*}} since a condition before it says so
struct Variant_bad { std::variant<int, char> v, w; ~Variant_bad() { if (std::holds_alternative<int>(w)) std::get<int>(v); } };
// CHECK: :[[@LINE-1]]:{{.*}}bad_variant_access
struct Any_bad { std::any a; ~Any_bad() { if (!a.has_value()) std::any_cast<int>(a); } };
// CHECK: :[[@LINE-1]]:{{.*}}bad_any_cast

struct Branch_ok { Number q; ~Branch_ok() { if (q) q.value(); } };
struct Left_ok { Number q; ~Left_ok() { if (!q) return; q.value(); } };
struct Else_ok { Number q; ~Else_ok() { if (!q) {} else q.value(); } };
struct Method_ok { Number q; ~Method_ok() { if (q.has_value() && q.value()) {} } };
struct Nullopt_ok { Number q; ~Nullopt_ok() { if (q != std::nullopt) q.value(); } };
struct Filled_ok { Number q; ~Filled_ok() { if (!q) q = 3; q.value(); } };
struct FilledThere_ok { Number q; ~FilledThere_ok() { if (!q) { q.emplace(3); q.value(); } } };
struct Flag_ok { Number q; bool ready = false; ~Flag_ok() { if (ready) q.value(); } };
struct Both_ok { Number q, r; ~Both_ok() { if (q && r) q.value(); } };
struct Loop_ok { Number q; ~Loop_ok() { while (q) { q.value(); q.reset(); } } };
struct Inner_ok { Number q; int n; ~Inner_ok() { if (q) { for (int i = 0; i < n; ++i) {} q.value(); } } };
struct Function_ok { std::function<void()> f; ~Function_ok() { if (f) f(); } };
struct Variant_ok { std::variant<int, char> v; ~Variant_ok() { if (std::holds_alternative<int>(v)) std::get<int>(v); } };
struct Any_ok { std::any a; ~Any_ok() { if (a.has_value()) std::any_cast<int>(a); } };
