// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++17 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:

// An index that may be none, looked up with at() elsewhere.

#include <map>
#include <vector>

struct Mesh_bad;
struct Mesh_ok;

template <class T>
static std::size_t indexOf(const std::vector<T *> &All, const T *One) {
  for (std::size_t I = 0; I < All.size(); ++I)
    if (All[I] == One)
      return I;
  return static_cast<std::size_t>(-1);
}

struct Meshes {
  std::map<int, std::vector<Mesh_bad *>> ByFile;
  void remove(int File, const Mesh_bad *M) {
    auto It = ByFile.find(File);
    if (It == ByFile.end())
      return;
    const std::size_t I = indexOf(It->second, M);
    It->second.at(I) = It->second.back();
    It->second.pop_back();
  }
};
struct Mesh_bad {
  Meshes &Of;
  ~Mesh_bad() {
    Of.remove(1, this); // CHECK: [[@LINE]]:{{[0-9]+}}: warning: 'std::out_of_range' may leave destructor 'Mesh_bad::~Mesh_bad'
  }
};

struct AskedMeshes {
  std::vector<Mesh_ok *> All;
  void remove(const Mesh_ok *M) {
    const std::size_t I = indexOf(All, M);
    if (I == static_cast<std::size_t>(-1))
      return;
    All.at(I) = All.back();
    All.pop_back();
  }
};
struct Mesh_ok {
  AskedMeshes &Of;
  ~Mesh_ok() { Of.remove(this); }
};

// To a map, -1 is a key as any other.
struct Keyed_ok {
  std::map<int, int> &All;
  int Number;
  ~Keyed_ok() {
    int K = -1;
    if (Number > 3)
      K = Number;
    if (All.find(K) != All.end())
      All.at(K) = 0;
  }
};
