// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// Who has others, each of which knows the one that has it.
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <vector>

class Topic;
class Reads {
  std::weak_ptr<Topic> Of;
  int Id = 0;

public:
  explicit Reads(std::weak_ptr<Topic> Of) : Of(std::move(Of)) {}
  ~Reads();
  void number(int N) { Id = N; }
  void take(const std::string &) {}
};
class Topic {
  std::shared_timed_mutex Mutex;
  std::map<int, std::weak_ptr<Reads>> All;
  int Next = 1;

public:
  void add(const std::shared_ptr<Reads> &R) {
    std::unique_lock<std::shared_timed_mutex> Hold(Mutex);
    All[Next] = R;
    R->number(Next++);
  }
  void remove(int Id) {
    std::unique_lock<std::shared_timed_mutex> Hold(Mutex);
    All.erase(Id);
  }
  void publish_bad(const std::string &Text) {
    std::shared_lock<std::shared_timed_mutex> Hold(Mutex);
    for (const auto &Each : All)
      // CHECK: [[@LINE+1]]:16: warning: deadlock: 'Mutex', which is held here, is taken again on the way
      if (auto R = Each.second.lock())
        R->take(Text);
  }
};
Reads::~Reads() {
  if (auto T = Of.lock())
    T->remove(Id);
}

// Kept until the lock is released.
class Channel;
class Hearer {
  std::weak_ptr<Channel> Of;
  int Id = 0;

public:
  explicit Hearer(std::weak_ptr<Channel> Of) : Of(std::move(Of)) {}
  ~Hearer();
  void number(int N) { Id = N; }
  void take(const std::string &) {}
};
class Channel {
  std::shared_timed_mutex Guard;
  std::map<int, std::weak_ptr<Hearer>> All;
  int Next = 1;

public:
  void add(const std::shared_ptr<Hearer> &H) {
    std::unique_lock<std::shared_timed_mutex> Hold(Guard);
    All[Next] = H;
    H->number(Next++);
  }
  void remove(int Id) {
    std::unique_lock<std::shared_timed_mutex> Hold(Guard);
    All.erase(Id);
  }
  void publish_ok(const std::string &Text) {
    std::vector<std::shared_ptr<Hearer>> Now;
    {
      std::shared_lock<std::shared_timed_mutex> Hold(Guard);
      for (const auto &Each : All)
        Now.push_back(Each.second.lock());
    }
    for (auto &H : Now)
      if (H)
        H->take(Text);
  }
};
Hearer::~Hearer() {
  if (auto C = Of.lock())
    C->remove(Id);
}

// An edge knows two nodes: which of them it calls is not said.
class Node;
class Edge {
  Node *From;
  Node *To;

public:
  Edge(Node *From, Node *To) : From(From), To(To) {}
  Node *from() const { return From; }
  void follow();
};
class Node {
  std::mutex Inner;
  std::vector<std::unique_ptr<Edge>> Edges;
  int Seen = 0;

public:
  void join(Node *Other) {
    std::lock_guard<std::mutex> Hold(Inner);
    Edges.push_back(std::make_unique<Edge>(this, Other));
  }
  void see() {
    std::lock_guard<std::mutex> Hold(Inner);
    ++Seen;
  }
  void walk_ok() {
    std::lock_guard<std::mutex> Hold(Inner);
    for (auto &E : Edges)
      E->follow();
  }
};
void Edge::follow() { To->see(); }

// Nothing else hears a stream: who does, and points to a stream, was made for it.
class Hears {
public:
  virtual ~Hears() = default;
  virtual void heard(int Sample) = 0;
};
class Stream {
  std::mutex Gate;
  Hears *Who = nullptr;

public:
  void begin(Hears *Of) {
    std::lock_guard<std::mutex> Hold(Gate);
    Who = Of;
  }
  void end() {
    std::lock_guard<std::mutex> Hold(Gate);
    Who = nullptr;
  }
  void read_bad(int Sample) {
    std::lock_guard<std::mutex> Hold(Gate);
    if (Who)
      // CHECK: [[@LINE+1]]:7: warning: deadlock: 'Gate', which is held here, is taken again
      Who->heard(Sample);
  }
};
class Meter final : public Hears {
  Stream &Of;

public:
  explicit Meter(Stream &S) : Of(S) {}
  void heard(int Sample) override {
    if (Sample > 100)
      Of.end();
  }
};

// A tap is one of those that a pipe may lead to, and leads to another pipe.
class Sink {
public:
  virtual ~Sink() = default;
  virtual void put(int Sample) = 0;
};
class Pipe {
  std::mutex Valve;
  Sink *To = nullptr;
  int Last = 0;

public:
  void put_ok(int Sample) {
    std::lock_guard<std::mutex> Hold(Valve);
    Last = Sample;
    if (To)
      To->put(Sample);
  }
};
class Drain final : public Sink {
  void put(int) override {}
};
class Tap final : public Sink {
  Pipe &Next;

public:
  explicit Tap(Pipe &P) : Next(P) {}
  void put(int Sample) override { Next.put_ok(Sample); }
};
