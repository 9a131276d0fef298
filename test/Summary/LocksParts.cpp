// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: FileCheck %s --implicit-check-not=warning: < %t
// A guard that is part of a pair, a tuple or a container is held until that ends.
#include <memory>
#include <mutex>
#include <tuple>
#include <unistd.h>
#include <utility>
#include <vector>

using Lock = std::unique_lock<std::mutex>;
using Locked = std::pair<Lock, int>;

struct Pair_bad { std::mutex m; ~Pair_bad() { Locked p{Lock(m), 1}; sleep(60); } };
// CHECK: :[[@LINE-1]]:{{.*}}'m' is held
struct MadePair_bad { std::mutex m; ~MadePair_bad() { auto p = std::make_pair(Lock(m), 1); sleep(60); } };
// CHECK: :[[@LINE-1]]:{{.*}}'m' is held
struct Tuple_bad { std::mutex m, n; ~Tuple_bad() { std::tuple<Lock, Lock> p{Lock(m), Lock(n)}; sleep(60); } };
// CHECK: :[[@LINE-1]]:{{.*}} held
struct MadeTuple_bad { std::mutex m; ~MadeTuple_bad() { auto p = std::make_tuple(1, Lock(m)); sleep(60); } };
// CHECK: :[[@LINE-1]]:{{.*}}'m' is held
struct Returned_bad { std::mutex m; int v; Locked take() { return {Lock(m), v}; } ~Returned_bad() { auto p = take(); sleep(60); } };
// CHECK: :[[@LINE-1]]:{{.*}}'m' is held
struct Local_bad { std::mutex m; int v; Locked take() { Lock l(m); return {std::move(l), v}; } ~Local_bad() { auto p = take(); sleep(60); } };
// CHECK: :[[@LINE-1]]:{{.*}}'m' is held
struct Bound_bad { std::mutex m; int v; Locked take() { return {Lock(m), v}; } ~Bound_bad() { auto [l, n] = take(); sleep(60); } };
// CHECK: :[[@LINE-1]]:{{.*}}'m' is held
struct MovedOut_bad { std::mutex m; int v; Locked take() { return {Lock(m), v}; } ~MovedOut_bad() { Lock l = take().first; sleep(60); } };
// CHECK: :[[@LINE-1]]:{{.*}}'m' is held
struct Vector_bad { std::mutex m; ~Vector_bad() { std::vector<Lock> v; v.push_back(Lock(m)); sleep(60); } };
// CHECK: :[[@LINE-1]]:{{.*}}'m' is held

struct Ended_ok { std::mutex m; ~Ended_ok() { { Locked p{Lock(m), 1}; } sleep(60); } };
struct EndedTuple_ok { std::mutex m, n; ~EndedTuple_ok() { { std::tuple<Lock, Lock> p{Lock(m), Lock(n)}; } sleep(60); } };
struct Unlocked_ok { std::mutex m; ~Unlocked_ok() { auto p = std::make_pair(Lock(m), 1); p.first.unlock(); sleep(60); } };
struct UnlockedPart_ok { std::mutex m; ~UnlockedPart_ok() { auto p = std::make_tuple(1, Lock(m)); std::get<1>(p).unlock(); sleep(60); } };
struct UnlockedBound_ok { std::mutex m; int v; Locked take() { return {Lock(m), v}; } ~UnlockedBound_ok() { auto [l, n] = take(); l.unlock(); sleep(60); } };
struct Returned_ok { std::mutex m; int v; Locked take() { return {Lock(m), v}; } ~Returned_ok() { { auto p = take(); } sleep(60); } };
struct Temporary_ok { std::mutex m; int v; Locked take() { return {Lock(m), v}; } ~Temporary_ok() { v = take().second; sleep(60); } };
struct MovedOut_ok { std::mutex m; int v; Locked take() { return {Lock(m), v}; } ~MovedOut_ok() { { Lock l = take().first; } sleep(60); } };
struct Vector_ok { std::mutex m; ~Vector_ok() { { std::vector<Lock> v; v.push_back(Lock(m)); } sleep(60); } };
struct Cleared_ok { std::mutex m; ~Cleared_ok() { std::vector<Lock> v; v.push_back(Lock(m)); v.clear(); sleep(60); } };
