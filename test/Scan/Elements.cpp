// What containers and algorithms do to elements, by functions that a program
// wrote for them: comparators, hashes, default constructors, copies.
// RUN: not %cleanexit check %s -- -std=c++20 | FileCheck %s --implicit-check-not=_ok
#include <map>
#include <set>
#include <unordered_map>
#include <vector>
#include <mutex>
#include <string>
#include <algorithm>
#include <unistd.h>
#include <stdexcept>
#include <memory>
#include <array>
#include <list>
#include <optional>
#include <queue>
struct K { int N; };
struct SlowLess { bool operator()(const K &A, const K &B) const { sleep(1); return A.N < B.N; } };
struct ThrowLess { bool operator()(const K &A, const K &B) const { if (A.N < 0) throw std::runtime_error("k"); return A.N < B.N; } };
struct HK { int N; bool operator==(const HK &O) const { return N == O.N; } };
namespace std { template <> struct hash<HK> { size_t operator()(const HK &H) const { if (H.N < 0) throw std::runtime_error("h"); sleep(2); return H.N; } }; }
struct EqSlow { int N; bool operator==(const EqSlow &O) const { sleep(3); return N == O.N; } };
struct LtSlow { int N; bool operator<(const LtSlow &O) const { sleep(3); return N < O.N; } };

// Keys that are looked for.
struct MapFind_bad { std::map<K, int, SlowLess> M; K Key; ~MapFind_bad() { M.find(Key); } };
// CHECK: :[[@LINE-1]]:{{.*}}destructor 'MapFind_bad::~MapFind_bad' sleeps
struct MapErase_bad { std::map<K, int, SlowLess> M; K Key; ~MapErase_bad() { M.erase(Key); } };
// CHECK: :[[@LINE-1]]:{{.*}}destructor 'MapErase_bad::~MapErase_bad' sleeps
struct MapIndex_bad { std::map<K, int, SlowLess> M; K Key; ~MapIndex_bad() { M[Key] = 1; } };
// CHECK: :[[@LINE-1]]:{{.*}}destructor 'MapIndex_bad::~MapIndex_bad' sleeps
struct SetThrow_bad { std::set<K, ThrowLess> M; K Key; ~SetThrow_bad() { M.erase(Key); } };
// CHECK: :[[@LINE-1]]:{{.*}}may leave destructor 'SetThrow_bad::
struct Hash_bad { std::unordered_map<HK, int> M; HK Key; ~Hash_bad() { M.erase(Key); } };
// CHECK: :[[@LINE-1]]:{{.*}}destructor 'Hash_bad::~Hash_bad' sleeps

// Algorithms.
struct Eq_bad { std::vector<EqSlow> V; EqSlow E; ~Eq_bad() { (void)std::find(V.begin(), V.end(), E); } };
// CHECK: :[[@LINE-1]]:{{.*}}destructor 'Eq_bad::~Eq_bad' sleeps
struct Sort_bad { std::vector<LtSlow> V; ~Sort_bad() { std::sort(V.begin(), V.end()); } };
// CHECK: :[[@LINE-1]]:{{.*}}destructor 'Sort_bad::~Sort_bad' sleeps
struct SortCmp_bad { std::vector<K> V; ~SortCmp_bad() { std::sort(V.begin(), V.end(), SlowLess{}); } };
// CHECK: :[[@LINE-1]]:{{.*}}destructor 'SortCmp_bad::~SortCmp_bad' sleeps
struct Pq_bad { std::priority_queue<LtSlow> V; ~Pq_bad() { V.pop(); } };
// CHECK: :[[@LINE-1]]:{{.*}}destructor 'Pq_bad::~Pq_bad' sleeps
struct MapDef_bad { std::map<LtSlow, int> V; LtSlow K; ~MapDef_bad() { V.erase(K); } };
// CHECK: :[[@LINE-1]]:{{.*}}destructor 'MapDef_bad::~MapDef_bad' sleeps

// Elements that are made, of nothing or of others.
struct Slow { Slow() { sleep(1); } Slow(const Slow &) { sleep(2); } };
struct Thr { Thr() { throw std::runtime_error("d"); } };
struct Resize_bad { std::vector<Slow> V; ~Resize_bad() { V.resize(3); } };
// CHECK: :[[@LINE-1]]:{{.*}}destructor 'Resize_bad::~Resize_bad' sleeps
struct Count_bad { ~Count_bad() { std::vector<Slow> V(3); } };
// CHECK: :[[@LINE-1]]:{{.*}}destructor 'Count_bad::~Count_bad' sleeps
struct Index_bad { std::map<int, Slow> M; ~Index_bad() { M[1]; } };
// CHECK: :[[@LINE-1]]:{{.*}}destructor 'Index_bad::~Index_bad' sleeps
struct ThrIndex_bad { std::map<int, Thr> M; ~ThrIndex_bad() { M[1]; } };
// CHECK: :[[@LINE-1]]:{{.*}}may leave destructor 'ThrIndex_bad::
struct ThrResize_bad { std::vector<Thr> M; ~ThrResize_bad() { M.resize(2); } };
// CHECK: :[[@LINE-1]]:{{.*}}may leave destructor 'ThrResize_bad::
struct Copy_bad { std::vector<Slow> V; ~Copy_bad() { auto W = V; } };
// CHECK: :[[@LINE-1]]:{{.*}}destructor 'Copy_bad::~Copy_bad' sleeps
struct Assign_bad { std::vector<Slow> V, W; ~Assign_bad() { W = V; } };
// CHECK: :[[@LINE-1]]:{{.*}}destructor 'Assign_bad::~Assign_bad' sleeps
struct Fill_bad { Slow S; ~Fill_bad() { std::vector<Slow> V(3, S); } };
// CHECK: :[[@LINE-1]]:{{.*}}destructor 'Fill_bad::~Fill_bad' sleeps
struct Insert_bad { std::vector<Slow> V; ~Insert_bad() { V.insert(V.begin(), V.begin(), V.end()); } };
// CHECK: :[[@LINE-1]]:{{.*}}destructor 'Insert_bad::~Insert_bad' sleeps
struct Push_bad { std::vector<Slow> V; Slow S; ~Push_bad() { V.push_back(S); } };
// CHECK: :[[@LINE-1]]:{{.*}}destructor 'Push_bad::~Push_bad' sleeps
struct Array_bad { ~Array_bad() { std::array<Slow, 3> A; } };
// CHECK: :[[@LINE-1]]:{{.*}}destructor 'Array_bad::~Array_bad' sleeps
struct Unique_bad { ~Unique_bad() { auto P = std::make_unique<Slow[]>(3); } };
// CHECK: :[[@LINE-1]]:{{.*}}destructor 'Unique_bad::~Unique_bad' sleeps
struct ListN_bad { ~ListN_bad() { std::list<Slow> L(2); } };
// CHECK: :[[@LINE-1]]:{{.*}}destructor 'ListN_bad::~ListN_bad' sleeps
struct Pair_bad { ~Pair_bad() { auto F = std::pair<Slow, int>(); } };
// CHECK: :[[@LINE-1]]:{{.*}}destructor 'Pair_bad::~Pair_bad' sleeps

// Nothing is copied, compared or made of nothing.
struct Movable {
  Movable() {}
  Movable(const Movable &) { sleep(2); }
  Movable(Movable &&) noexcept {}
  Movable &operator=(Movable &&) noexcept { return *this; }
};
struct IntLess { bool operator()(int A, int B) const { sleep(1); return A < B; } };
struct Move_ok { std::vector<Movable> V; Movable S; ~Move_ok() { V.push_back(std::move(S)); V.emplace_back(); } };
struct MoveAll_ok { std::vector<Movable> V; ~MoveAll_ok() { auto W = std::move(V); std::vector<Movable> X; X = std::move(W); } };
struct EraseIt_ok { std::set<int, IntLess> V; ~EraseIt_ok() { V.erase(V.begin()); V.clear(); for (int I : V) (void)I; } };
struct EraseKeyIt_ok { std::map<LtSlow, int> V; ~EraseKeyIt_ok() { V.erase(V.begin()); V.clear(); if (V.empty()) V.begin(); } };
struct Shared_ok { std::vector<std::shared_ptr<Movable>> V; ~Shared_ok() { auto W = V; auto P = V[0]; } };
struct Ref_ok { std::vector<Movable> V; ~Ref_ok() { auto &W = V; const auto &X = V[0]; (void)W; (void)X; } };
struct Ptrs_ok { std::vector<Movable *> V; std::map<int, Movable *> M; ~Ptrs_ok() { auto W = V; V.resize(4); M[1] = nullptr; } };
struct Empty_ok { ~Empty_ok() { std::vector<Movable> V; std::map<int, Movable> M; std::optional<Movable> O; std::map<LtSlow, int> K; } };
struct Strings_ok { std::map<std::string, std::vector<std::string>> M; ~Strings_ok() { M["a"].push_back("b"); auto N = M; std::vector<std::string> V(3); std::sort(V.begin(), V.end()); } };
struct OtherCmp_ok { std::vector<LtSlow> V; ~OtherCmp_ok() { std::sort(V.begin(), V.end(), [](const LtSlow &A, const LtSlow &B) { return A.N < B.N; }); } };
struct OrderedOther_ok { struct ByN { bool operator()(const LtSlow &A, const LtSlow &B) const { return A.N < B.N; } }; std::map<LtSlow, int, ByN> M; LtSlow K; ~OrderedOther_ok() { M.find(K); M.erase(K); } };
