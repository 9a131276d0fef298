// RUN: not %cleanexit check --checks='cleanup-lock-held-over-wait' %s -- -std=c++20 > %t
// RUN: grep -E '^[^ ]+: warning: ' %t | FileCheck %s --implicit-check-not=warning:
// A function of no class runs what a struct keeps, under that struct's lock, which
// the methods of who has one take as well.
#include <functional>
#include <map>
#include <memory>
#include <mutex>

using Callback = std::function<void(int)>;
struct State {
  std::mutex Lock;
  std::map<int, Callback> Waiting;
};
struct Quiet {
  std::mutex Lock;
  std::map<int, Callback> Waiting;
};
static void answer_bad(int Id, const std::shared_ptr<State> &S) {
  std::lock_guard<std::mutex> Hold(S->Lock);
  auto It = S->Waiting.find(Id);
  if (It == S->Waiting.end())
    return;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'Lock' of an argument is held while 'answer_bad' runs code that others have chosen; deadlock if
  It->second(Id);
}
static void answer_ok(int Id, const std::shared_ptr<Quiet> &S) {
  std::lock_guard<std::mutex> Hold(S->Lock);
  auto It = S->Waiting.find(Id);
  if (It != S->Waiting.end())
    It->second(Id);
}
class Client {
  std::shared_ptr<State> S = std::make_shared<State>();
  std::shared_ptr<Quiet> Q = std::make_shared<Quiet>();

public:
  void ask(int Id, Callback Then) {
    std::lock_guard<std::mutex> Hold(S->Lock);
    S->Waiting[Id] = std::move(Then);
  }
  void askQuietly(int Id, Callback Then) { Q->Waiting[Id] = std::move(Then); }
};
void onAnswer(int Id, std::shared_ptr<State> S, std::shared_ptr<Quiet> Q) {
  answer_bad(Id, S);
  answer_ok(Id, Q);
}
