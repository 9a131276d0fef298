// RUN: not %cleanexit check --checks='cleanup-unguarded-throw' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// An iterator that throws at the end is found there by a search that finds nothing. Of a
// smart pointer it is a broken invariant that it is null.
#include <stdexcept>

struct Node {
  int Key = 0;
  Node *Next = nullptr;
};

template <typename T> class Chain {
public:
  class iterator {
    Node *At;

  public:
    explicit iterator(Node *N) : At(N) {}
    T &operator*() const {
      if (!At)
        throw std::out_of_range("at the end");
      return static_cast<T &>(*At);
    }
  };
  Node *Head = nullptr;
  iterator find(int Key) {
    Node *N = Head;
    while (N && N->Key != Key)
      N = N->Next;
    return iterator(N);
  }
};

template <typename T> class NotNull {
  T *To;

public:
  explicit NotNull(T *T_) : To(T_) {}
  T &operator*() const {
    if (!To)
      throw std::logic_error("null");
    return *To;
  }
};

struct Entry : Node {
  bool Published = true;
};
Chain<Entry> Index;

struct Found_bad {
  int Key = 0;
  ~Found_bad() {
    // CHECK: [[@LINE+1]]:6: warning: 'std::out_of_range' may leave destructor 'Found_bad::~Found_bad'
    (*Index.find(Key)).Published = false;
  }
};
struct Points_ok {
  NotNull<Entry> To;
  ~Points_ok() { (*To).Published = false; }
};

// Who names it may have asked.
struct Named_ok {
  int Key = 0;
  ~Named_ok() {
    auto At = Index.find(Key);
    (*At).Published = false;
  }
};
